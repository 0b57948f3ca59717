import { describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, minutes, readClaims, readError } from './harness.ts';
import { createSignInSteps } from './sign-in-steps.ts';

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
const steps = createSignInSteps(emulator, client);

describe('sign-in by password', () => {
  it('takes one request and gives a session with a token for the caller', async () => {
    const { object, client: body } = await client.post('/client/sign_ins', {
      identifier: ada.emailAddress,
      password: ada.password,
    });
    expect(object).toMatchObject({ object: 'sign_in_attempt', status: 'complete' });
    expect(object.created_session_id).toBe(body?.last_active_session_id);
    const session = body?.sessions[0];
    expect(readClaims(session?.last_active_token?.jwt ?? '')).toStrictEqual({
      azp: 'frontdesk://app',
      exp: clock.read() / 1000 + 60,
      fva: [0, -1],
      iat: clock.read() / 1000,
      iss: 'https://clerk.emulator.localhost',
      jti: expect.any(String),
      nbf: clock.read() / 1000 - 10,
      sid: session?.id,
      sts: 'active',
      sub: session?.user.id,
      v: 2,
    });
  });

  it('works step by step, as the prebuilt form does it', async () => {
    const { object } = await steps.identify();
    expect(object).toMatchObject({ status: 'needs_first_factor', user_data: { first_name: 'Ada' } });
    expect(object.supported_first_factors).toMatchObject([
      { strategy: 'password' },
      { strategy: 'email_code', safe_identifier: ada.emailAddress, primary: true },
      { strategy: 'reset_password_email_code' },
    ]);
    const answer = await steps.attempt(object.id, { strategy: 'password', password: ada.password });
    expect(answer.status).toBe(200);
    expect((await client.readClient()).sessions).toHaveLength(1);
  });

  it('finds the account in any case of letters', async () => {
    expect((await client.signIn({ ...ada, emailAddress: ' ADA@Example.COM' })).user.first_name).toBe('Ada');
  });

  it.each([
    [{ identifier: 'nobody@example.com' }, 422, 'form_identifier_not_found', 'identifier'],
    [{ identifier: 'not an address' }, 422, 'form_param_format_invalid', 'identifier'],
    [
      { identifier: ada.emailAddress, password: 'wrong-password' },
      422,
      'form_password_incorrect',
      'password',
    ],
    [{ identifier: ada.emailAddress, strategy: 'password' }, 422, 'form_param_nil', 'password'],
    [{ strategy: 'email_code' }, 422, 'form_param_nil', 'identifier'],
    [{ identifier: ada.emailAddress, strategy: 'telepathy' }, 422, 'form_param_value_invalid', 'strategy'],
    [{ identifier: ada.emailAddress, colour: 'red' }, 422, 'form_param_unknown', 'colour'],
    [{ strategy: 'oauth_tiktok', redirect_url: 'x://y' }, 501, 'not_implemented_in_emulator', undefined],
    [{ strategy: 'ticket', ticket: 'abc' }, 400, 'ticket_invalid_code', undefined],
  ])('refuses %j with %i %s', async (form, status, code, parameter) => {
    const answer = await client.call('/client/sign_ins', { form: form as Record<string, string> });
    expect(await readError(answer)).toStrictEqual({ status, code, parameter });
  });

  it('refuses a second sign-in on the same client until the first is signed out', async () => {
    await client.signIn(ada);
    const form = { identifier: grace.emailAddress, password: grace.password };
    expect(await readError(await client.call('/client/sign_ins', { form }))).toMatchObject({
      status: 400,
      code: 'session_exists',
    });
    await client.request('/client/sessions', { method: 'DELETE' });
    expect((await client.signIn(grace)).user.first_name).toBe('Grace');
  });

  it('leaves azp out when the request had no usable origin', async () => {
    const withoutOrigin = createFrontendClient(emulator);
    for (const origin of [null, 'null']) {
      const answer = await withoutOrigin.call('/client/sign_ins', {
        form: { identifier: ada.emailAddress, password: ada.password },
        origin,
      });
      expect(answer.status).toBe(200);
      const { sessions } = await withoutOrigin.readClient();
      expect(readClaims(sessions[0]?.last_active_token?.jwt ?? '')).not.toHaveProperty('azp');
      await withoutOrigin.request('/client/sessions', { method: 'DELETE' });
    }
  });

  it('locks the account for an hour after 100 wrong passwords, even when they come at once', async () => {
    const { object } = await steps.identify();
    const answers = await Promise.all(
      Array.from({ length: 105 }, () =>
        steps.attempt(object.id, { strategy: 'password', password: 'wrong-one' }),
      ),
    );
    const codes = await Promise.all(answers.map(async (answer) => (await readError(answer)).code));
    expect(codes.filter((code) => code === 'form_password_incorrect').length).toBeLessThan(100);
    expect(codes).toContain('user_locked');

    const right = { strategy: 'password', password: ada.password };
    expect(await readError(await steps.attempt(object.id, right))).toMatchObject({
      status: 403,
      code: 'user_locked',
    });
    clock.advance(minutes(60));
    expect((await steps.attempt(object.id, right)).status).toBe(200);
  });

  it('refuses a banned user', async () => {
    const { user } = await client.signIn(ada);
    await client.request('/client/sessions', { method: 'DELETE' });
    await callBackend(emulator, `/users/${user.id}/ban`, { method: 'POST' });
    const answer = await client.call('/client/sign_ins', { form: { identifier: ada.emailAddress } });
    expect(await readError(answer)).toMatchObject({ status: 403, code: 'user_banned' });
  });

  it('keeps the client on a wrong password, so that the next try belongs to the same attempt', async () => {
    const form = { identifier: ada.emailAddress, password: 'wrong-password' };
    const answer = await client.call('/client/sign_ins', { form });
    expect(answer.headers.get('authorization')).toBe(client.token);
    expect((await client.readClient()).sign_in).toMatchObject({ status: 'needs_first_factor' });
  });

  it('starts afresh when a token is unknown, as after a restart without a data folder', async () => {
    client.token = 'made.up.token';
    expect((await client.signIn(ada)).status).toBe('active');
  });
});
