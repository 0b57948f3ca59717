import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, grace, minutes, readError } from './harness.ts';
import { createOrganization, enableOrganizations, signInAs } from './organization-steps.ts';

let adaId: string;
let application: Awaited<ReturnType<typeof createApplication>>;

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  application = await createApplication();
  adaId = (await findUser(clerk, ada.emailAddress)).id;
});

const redirectUri = 'http://127.0.0.1:4321/callback';
const createApplication = (fields = {}) =>
  clerk.oauthApplications.create({ name: 'Partner', redirectUris: [redirectUri], ...fields });

const request = (changes: Record<string, string | undefined> = {}) => {
  const query = {
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: redirectUri,
    state: 'a-long-state',
    ...changes,
  };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return new URLSearchParams(given);
};
const authorize = (parameters: URLSearchParams, form?: Record<string, string>) =>
  fetch(`${emulator.url}/oauth/authorize?${parameters}`, {
    redirect: 'manual',
    ...(form ? { method: 'POST', headers: { Origin: emulator.url }, body: new URLSearchParams(form) } : {}),
  });
const unescapeHtml = (html: string) => html.replaceAll('&#38;', '&');

/** Allows as Ada, and returns the address that leads back. */
async function allow(changes: Record<string, string | undefined> = {}): Promise<URL> {
  const response = await authorize(request(changes), { decision: 'allow', user_id: adaId });
  const [, href = ''] = /<a href="([^"]+)">/.exec(await response.text()) ?? [];
  return new URL(unescapeHtml(href));
}

const post = (path: string, form: Record<string, string>) =>
  fetch(`${emulator.url}/oauth/${path}`, { method: 'POST', body: new URLSearchParams(form) });
const credentials = () => ({
  client_id: application.clientId,
  client_secret: application.clientSecret ?? '',
});
const exchange = async (back: URL, changes: Record<string, string> = { redirect_uri: redirectUri }) =>
  post('token', {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    ...credentials(),
    ...changes,
  });
const tokensSchema = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  scope: z.string(),
});
const readTokens = async (response: Response) => tokensSchema.parse(await response.json());

describe('a request for authorization', () => {
  it.each([
    ['without a state or a code challenge', { state: undefined }, 'invalid_state'],
    ['with a state that is easily guessed', { state: 'short' }, 'invalid_state'],
    ['for a scope that the application has not', { scope: 'profile private_metadata' }, 'invalid_scope'],
    ['for no interaction, with nobody signed in', { prompt: 'none' }, 'login_required'],
    ['for a prompt that there is not', { prompt: 'shout' }, 'invalid_request'],
    ['for a token', { response_type: 'token' }, 'unsupported_response_type'],
    ['for an answer in the fragment', { response_mode: 'fragment' }, 'unsupported_response_mode'],
  ])('%s is sent back with the reason', async (_name, changes, error) => {
    const response = await authorize(request(changes));
    expect(response.status).toBe(303);
    const back = new URL(response.headers.get('location') ?? '');
    expect([`${back.origin}${back.pathname}`, back.searchParams.get('error')]).toStrictEqual([
      redirectUri,
      error,
    ]);
  });

  it('may come by a form, which leads to the page', async () => {
    const response = await fetch(`${emulator.url}/oauth/authorize`, {
      method: 'POST',
      redirect: 'manual',
      body: request(),
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${emulator.url}/oauth/authorize?${request()}`);
  });

  it('asks for the profile and the address when it names no scope', async () => {
    application = await createApplication({ scopes: 'profile email public_metadata' });
    const { scope } = await readTokens(await exchange(await allow()));
    expect(scope).toBe('profile email');
  });

  it("means the application's only address when it names none, and only then", async () => {
    const back = await allow({ redirect_uri: undefined });
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect((await exchange(back, {})).status).toBe(200);
    application = await createApplication({ redirectUris: [redirectUri, `${redirectUri}/other`] });
    expect((await authorize(request({ redirect_uri: undefined }))).status).toBe(400);
  });
});

describe('an answer by a form', () => {
  it('sends itself to the application, which may redirect, under a policy that allows just that script', async () => {
    const parameters = request({ response_mode: 'form_post' });
    const response = await authorize(parameters, { decision: 'allow', user_id: adaId });
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain(`action="${redirectUri}"`);
    expect(page).toMatch(/name="code" value="[^"]+"/);
    expect(page).toContain('name="state" value="a-long-state"');
    const [, script = ''] = /<script>(.+)<\/script>/.exec(page) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    // It would hold for the redirects of the application as well.
    expect(policy).not.toContain('form-action');
  });

  it('carries a refusal as well', async () => {
    const response = await authorize(request({ response_mode: 'form_post', prompt: 'none' }));
    expect(await response.text()).toContain('name="error" value="login_required"');
  });
});

describe('the token endpoint', () => {
  const errorOf = async (response: Response) => [
    response.status,
    z.looseObject({ error: z.string() }).parse(await response.json()).error,
  ];

  it.each([
    [{}, 'invalid_request'],
    [{ grant_type: 'password' }, 'invalid_request'],
    [{ grant_type: 'authorization_code' }, 'invalid_request'],
    [{ grant_type: 'refresh_token' }, 'invalid_request'],
    [{ grant_type: 'refresh_token', refresh_token: 'none' }, 'invalid_grant'],
  ])('refuses %j with 400 %s', async (form, error) => {
    expect(await errorOf(await post('token', { ...form, ...credentials() }))).toStrictEqual([400, error]);
  });

  it('looks at the request before it asks who sends it', async () => {
    expect(await errorOf(await post('token', {}))).toStrictEqual([400, 'invalid_request']);
    const stranger = { grant_type: 'refresh_token', refresh_token: 'none' };
    expect(await errorOf(await post('token', stranger))).toStrictEqual([401, 'invalid_client']);
  });

  it('takes a code for ten minutes', async () => {
    const [early, late] = [await allow(), await allow()];
    clock.advance(minutes(10) - 1);
    expect((await exchange(early)).status).toBe(200);
    clock.advance(1);
    expect(await errorOf(await exchange(late))).toStrictEqual([400, 'invalid_grant']);
  });

  it('takes no code of somebody who is gone', async () => {
    const back = await allow();
    await clerk.users.deleteUser(adaId);
    expect(await errorOf(await exchange(back))).toStrictEqual([400, 'invalid_grant']);
  });

  it.each([{}, { redirect_uri: `${redirectUri}/other` }])(
    'wants the address of the request again, not %j',
    async (changes) => {
      expect(await errorOf(await exchange(await allow(), changes))).toStrictEqual([400, 'invalid_grant']);
    },
  );
});

describe('what is said of a token', () => {
  const introspect = async (form: Record<string, string>) =>
    (await post('token_info', { ...form, ...credentials() })).json();

  it('is said of refresh tokens as well, and held against the scopes that are asked for', async () => {
    application = await createApplication({ scopes: 'profile email offline_access' });
    const tokens = await readTokens(await exchange(await allow({ scope: 'profile offline_access' })));
    expect(await introspect({ token: tokens.refresh_token ?? '' })).toMatchObject({
      active: true,
      sub: adaId,
    });
    expect(await introspect({ token: tokens.access_token, scope: 'profile' })).toMatchObject({
      active: true,
    });
    expect(await introspect({ token: tokens.access_token, scope: 'email' })).toStrictEqual({ active: false });
  });

  it('includes the organization, and the username in the profile', async () => {
    await control.changeSettings({ username: 'optional' });
    await enableOrganizations(emulator);
    const { client } = await signInAs(emulator, ada);
    await client.request('/me', { method: 'PATCH', form: { username: 'countess' } });
    const organizationId = await createOrganization(client);
    application = await createApplication({ scopes: 'profile email user:org:read' });
    const tokens = await readTokens(await exchange(await allow({ scope: 'profile user:org:read' })));
    const response = await fetch(`${emulator.url}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await response.json()).toMatchObject({
      preferred_username: 'countess',
      org_id: organizationId,
      org_name: 'Analytical Society',
      org_slug: 'analytical-society',
    });
    expect(await introspect({ token: tokens.access_token })).toMatchObject({ org_id: organizationId });
  });

  it('is told by POST as by GET, until the token is revoked', async () => {
    const { access_token: token } = await readTokens(await exchange(await allow({ scope: 'profile email' })));
    const ask = (method: string) =>
      fetch(`${emulator.url}/oauth/userinfo`, { method, headers: { Authorization: `Bearer ${token}` } });
    const answer: unknown = await (await ask('POST')).json();
    expect(answer).toMatchObject({ sub: adaId, email: ada.emailAddress, given_name: 'Ada' });
    expect(answer).toStrictEqual(await (await ask('GET')).json());
    await post('token/revoke', { token, ...credentials() });
    expect(await readError(await ask('POST'))).toMatchObject({ status: 401, code: 'oauth_token_invalid' });
  });

  it('says nothing of an organization that the user has left', async () => {
    await enableOrganizations(emulator);
    const { client } = await signInAs(emulator, ada);
    const organizationId = await createOrganization(client);
    application = await createApplication({ scopes: 'profile user:org:read' });
    const tokens = await readTokens(await exchange(await allow({ scope: 'profile user:org:read' })));
    const { id: graceId } = await findUser(clerk, grace.emailAddress);
    await clerk.organizations.createOrganizationMembership({
      organizationId,
      userId: graceId,
      role: 'org:admin',
    });
    await clerk.organizations.deleteOrganizationMembership({ organizationId, userId: adaId });
    const answers = [
      await introspect({ token: tokens.access_token }),
      await (
        await fetch(`${emulator.url}/oauth/userinfo`, {
          headers: { Authorization: `Bearer ${tokens.access_token}` },
        })
      ).json(),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ sub: adaId });
      expect(answer).not.toHaveProperty('org_id');
    }
  });

  it('is nothing without a token, in the shape of the Frontend API', async () => {
    const response = await fetch(`${emulator.url}/oauth/userinfo`);
    expect(await readError(response)).toMatchObject({ status: 401, code: 'oauth_token_invalid' });
  });
});

describe('a revocation', () => {
  it.each([
    [{}, 'invalid_request'],
    [{ token: 'header.claims.signature' }, 'unsupported_token_type'],
  ])('of %j is refused with %s', async (form, error) => {
    const response = await post('token/revoke', { ...form, ...credentials() });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error });
  });
});
