import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import {
  callBackend,
  createClock,
  createFrontendClient,
  type FrontendClient,
  minutes,
  readError,
} from './harness.ts';
import { ada, allow, hedy, makeAccount, returnFrom, visit } from './provider-visit.ts';

const redirectUrl = 'frontdesk://app/';
const clock = createClock();

const { emulator } = setUpEmulator({ clock: clock.read, shared: true });

const verificationSchema = z.looseObject({
  status: z.string(),
  external_verification_redirect_url: z.string().nullable(),
  error: z.looseObject({ code: z.string() }).nullable(),
});
const signInSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  first_factor_verification: verificationSchema,
  created_session_id: z.string().nullable(),
});
const signUpSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  missing_fields: z.array(z.string()),
  verifications: z.looseObject({ external_account: verificationSchema }),
  created_session_id: z.string().nullable(),
});

async function startSignIn(client: FrontendClient, strategy = 'oauth_google') {
  const { object } = await client.post('/client/sign_ins', {
    strategy,
    redirect_url: redirectUrl,
    action_complete_redirect_url: redirectUrl,
  });
  const signIn = signInSchema.parse(object);
  return { id: signIn.id, url: signIn.first_factor_verification.external_verification_redirect_url ?? '' };
}

async function startSignUp(client: FrontendClient, strategy = 'oauth_google') {
  const { object } = await client.post('/client/sign_ups', { strategy, redirect_url: redirectUrl });
  const signUp = signUpSchema.parse(object);
  return {
    id: signUp.id,
    url: signUp.verifications.external_account.external_verification_redirect_url ?? '',
  };
}

const readSignIn = async (client: FrontendClient, id: string, nonce?: string | null) =>
  signInSchema.parse(
    (await client.request(`/client/sign_ins/${id}${nonce ? `?rotating_token_nonce=${nonce}` : ''}`)).object,
  );

describe('signing in', () => {
  it.each(['oauth_google', 'oauth_github', 'oauth_microsoft', 'oauth_apple', 'oauth_custom_acme'])(
    'with %s leads a known address to its account, which is connected from then on',
    async (strategy) => {
      const client = createFrontendClient(emulator);
      const { id, url } = await startSignIn(client, strategy);
      const back = await visit(emulator, url, { account: ada });
      expect(back.href).toMatch(/^frontdesk:\/\/app\/\?rotating_token_nonce=[\w-]{43}$/);
      const signIn = await readSignIn(client, id, back.searchParams.get('rotating_token_nonce'));
      expect(signIn.status).toBe('complete');
      const { sessions } = await client.readClient();
      expect(sessions.map((session) => session.id)).toStrictEqual([signIn.created_session_id]);
      expect(sessions[0]?.user).toMatchObject({
        first_name: 'Ada',
        external_accounts: expect.arrayContaining([
          expect.objectContaining({
            provider: strategy,
            verification: expect.objectContaining({ status: 'verified' }),
          }),
        ]),
      });
    },
  );

  it('of somebody unknown can be transferred to a sign-up, which needs no password', async () => {
    const client = createFrontendClient(emulator);
    const { id, url } = await startSignIn(client);
    const account = await makeAccount(emulator, url, {
      first_name: 'Mary',
      last_name: 'Somerville',
      email_address: 'Mary@Example.com',
    });
    await visit(emulator, url, { account });
    const signIn = await readSignIn(client, id);
    expect(signIn.first_factor_verification).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_not_found' },
    });
    const signUp = signUpSchema.parse((await client.post('/client/sign_ups', { transfer: 'true' })).object);
    expect(signUp).toMatchObject({ status: 'complete', missing_fields: [] });
    const users = await (await callBackend(emulator, '/users?email_address=mary@example.com')).json();
    expect(users).toMatchObject([
      {
        first_name: 'Mary',
        password_enabled: false,
        email_addresses: [{ verification: { status: 'verified', strategy: 'from_oauth_google' } }],
        external_accounts: [{ provider: 'oauth_google', email_address: 'mary@example.com' }],
      },
    ]);
  });

  it('that is denied, or fails at the provider, says so and can be repeated', async () => {
    const client = createFrontendClient(emulator);
    const denied = await startSignIn(client);
    const back = await visit(emulator, denied.url, 'deny');
    expect(Object.fromEntries(back.searchParams)).toStrictEqual({
      __clerk_status: 'failed',
      __clerk_error_code: 'oauth_access_denied',
    });
    expect((await readSignIn(client, denied.id)).first_factor_verification).toMatchObject({
      status: 'failed',
      error: { code: 'oauth_access_denied' },
    });
    const failed = await startSignIn(client);
    expect((await visit(emulator, failed.url, 'fail')).searchParams.get('__clerk_error_code')).toBe(
      'oauth_callback_invalid',
    );
    const again = await startSignIn(client);
    await visit(emulator, again.url, { account: ada });
    expect((await readSignIn(client, again.id)).status).toBe('complete');
  });

  it('of a banned user fails with the reason', async () => {
    const client = createFrontendClient(emulator);
    const created = await callBackend(emulator, '/users', {
      method: 'POST',
      body: { email_address: ['banned@example.com'], skip_password_requirement: true },
    });
    const { id } = z.looseObject({ id: z.string() }).parse(await created.json());
    await callBackend(emulator, `/users/${id}/ban`, { method: 'POST' });
    const { url } = await startSignIn(client);
    const account = await makeAccount(emulator, url, {
      first_name: 'B',
      email_address: 'banned@example.com',
      last_name: '',
    });
    const back = await visit(emulator, url, { account });
    expect(back.searchParams.get('__clerk_error_code')).toBe('user_banned');
    expect((await client.readClient()).sessions).toStrictEqual([]);
  });
});

describe('signing up', () => {
  it('with a new account creates the user', async () => {
    const client = createFrontendClient(emulator);
    const { url } = await startSignUp(client, 'oauth_github');
    await visit(emulator, url, { account: hedy });
    const { sign_up: signUp, sessions } = await client.readClient();
    expect(signUp).toMatchObject({ status: 'complete', created_session_id: sessions[0]?.id });
  });

  it('of somebody known can be transferred to a sign-in', async () => {
    const client = createFrontendClient(emulator);
    const { url } = await startSignUp(client, 'oauth_microsoft');
    await visit(emulator, url, { account: ada });
    const { sign_up: signUp } = await client.readClient();
    expect(signUpSchema.parse(signUp).verifications.external_account).toMatchObject({
      status: 'transferable',
      error: { code: 'external_account_exists' },
    });
    const signIn = signInSchema.parse((await client.post('/client/sign_ins', { transfer: 'true' })).object);
    expect(signIn.status).toBe('complete');
  });

  it.each(['sign_ins', 'sign_ups'])('has nothing to transfer to %s by itself', async (kind) => {
    const client = createFrontendClient(emulator);
    await client.request('/client');
    const answer = await client.call(`/client/${kind}`, { form: { transfer: 'true' } });
    expect(await readError(answer)).toMatchObject({ status: 400, code: 'client_state_invalid' });
  });
});

describe('a flow', () => {
  it.each([
    'https://evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://user@127.0.0.1/',
    'javascript:alert(1)',
    'other-app://app/',
    'not a url',
  ])('does not start for the redirect %s', async (redirect) => {
    const client = createFrontendClient(emulator);
    const answer = await client.call('/client/sign_ins', {
      form: { strategy: 'oauth_google', redirect_url: redirect },
    });
    expect(await readError(answer)).toMatchObject({ status: 422, parameter: 'redirect_url' });
  });

  it('does not start for a provider that is not offered', async () => {
    const answer = await createFrontendClient(emulator).call('/client/sign_ins', {
      form: { strategy: 'oauth_tiktok', redirect_url: redirectUrl },
    });
    expect(answer.status).toBe(501);
  });

  it('gives a nonce that works once, and only for its client', async () => {
    const client = createFrontendClient(emulator);
    const { id, url } = await startSignIn(client);
    const nonce = (await visit(emulator, url, { account: ada })).searchParams.get('rotating_token_nonce');
    const stranger = createFrontendClient(emulator);
    await stranger.request('/client');
    await readSignIn(client, id, nonce);
    for (const other of [client, stranger]) {
      const answer = await other.call(`/client/sign_ins/${id}?rotating_token_nonce=${nonce}`);
      expect(await readError(answer)).toMatchObject({ status: 400, code: 'rotating_token_nonce_invalid' });
    }
  });

  it('takes a code once, not after a minute, and not a code of another flow', async () => {
    const client = createFrontendClient(emulator);
    const first = await startSignIn(client);
    const callback = await allow(emulator, first.url, ada);
    const code = new URL(callback).searchParams.get('code') ?? '';
    const second = await startSignIn(createFrontendClient(emulator));
    const foreign = new URL(await allow(emulator, second.url, ada));
    foreign.searchParams.set('code', code);
    expect((await returnFrom(foreign.href)).searchParams.get('__clerk_error_code')).toBe(
      'oauth_token_exchange_error',
    );

    const late = await startSignIn(client);
    const lateCallback = await allow(emulator, late.url, ada);
    clock.advance(minutes(1));
    expect((await returnFrom(lateCallback)).searchParams.get('__clerk_error_code')).toBe(
      'oauth_token_exchange_error',
    );
    expect(await readError(await fetch(lateCallback))).toMatchObject({ code: 'verification_expired' });
  });

  it('ends when a newer attempt takes its place', async () => {
    const client = createFrontendClient(emulator);
    const { url } = await startSignIn(client);
    await startSignIn(client);
    const back = await visit(emulator, url, { account: ada });
    expect(back.searchParams.get('__clerk_error_code')).toBe('verification_expired');
  });
});

describe("a provider's pages", () => {
  it('run no script, take no form of another page, and escape what they show', async () => {
    const client = createFrontendClient(emulator);
    const { url } = await startSignIn(client, 'oauth_custom_acme');
    const account = await makeAccount(emulator, url, {
      first_name: '<script>alert(1)</script>',
      last_name: '',
      email_address: 'mallory@example.com',
    });
    const page = await fetch(url);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('emulated');
    expect(html).not.toContain('<script');
    const decision = await fetch(url.replace('/authorize', '/decision'), {
      method: 'POST',
      headers: { Origin: 'http://evil.example' },
      body: new URLSearchParams({ decision: 'allow', account }),
      redirect: 'manual',
    });
    expect(decision.status).toBe(403);
  });

  it.each([
    ['redirect_uri', 'http://127.0.0.1:9/elsewhere'],
    ['code_challenge_method', 'plain'],
    ['client_id', 'somebody-else'],
    ['response_type', 'token'],
  ])('refuse another %s', async (name, value) => {
    const { url } = await startSignIn(createFrontendClient(emulator));
    const changed = new URL(url);
    changed.searchParams.set(name, value);
    expect((await fetch(changed)).status).toBe(400);
  });
});
