import { describe, expect, it } from 'vitest';
import { setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, readError } from './harness.ts';

// @clerk/backend checks token times by the real clock.
const clock = setUpClock(Date.now);
const { emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);

describe('the Backend API by itself', () => {
  it('answers exactly application/json, which the SDK depends on', async () => {
    for (const path of ['/users', '/users/nobody', '/no/such/path'])
      expect((await callBackend(emulator, path)).headers.get('content-type')).toBe('application/json');
  });

  it.each(['', 'sk_test_wrong', 'sk_test_frontdesk_emulator_this_is_not_a_secre'])(
    'refuses the secret key %j',
    async (key) => {
      for (const path of ['/users', '/sessions', '/clients', '/jwks', '/users/x/nothing'])
        expect(await readError(await callBackend(emulator, path, { key }))).toMatchObject({
          status: 401,
          code: 'authentication_invalid',
        });
    },
  );

  it.each([
    ['GET', '/users?limit=501', undefined, 422, 'form_param_value_invalid', 'limit'],
    ['GET', '/users?limit=many', undefined, 422, 'form_param_type_invalid', 'limit'],
    ['GET', '/users?offset=-1', undefined, 422, 'form_param_value_invalid', 'offset'],
    ['GET', '/users?order_by=shoe_size', undefined, 422, 'form_param_value_invalid', 'order_by'],
    ['GET', '/users?colour=red', undefined, 422, 'form_param_unknown', 'colour'],
    ['GET', '/sessions?status=asleep', undefined, 422, 'form_param_value_invalid', 'status'],
    ['GET', '/sessions/sess_none', undefined, 404, 'resource_not_found', undefined],
    ['POST', '/sessions', {}, 422, 'form_param_missing', 'user_id'],
    ['POST', '/sessions', { user_id: 'user_none' }, 404, 'resource_not_found', undefined],
    ['POST', '/users', {}, 422, 'form_data_missing', undefined],
    ['POST', '/users', { email_address: 'x@example.com' }, 422, 'form_param_type_invalid', 'email_address'],
    ['POST', '/users', { email_address: ['x'] }, 422, 'form_param_format_invalid', 'email_address.0'],
    [
      'POST',
      '/users',
      { email_address: ['x@example.com'], password: 'short' },
      422,
      'form_password_length_too_short',
      'password',
    ],
    ['POST', '/users', { nickname: 'x' }, 422, 'form_param_unknown', 'nickname'],
    ['POST', '/users', [], 400, 'request_body_invalid', undefined],
    ['GET', '/saml_connections', undefined, 501, 'not_implemented_in_emulator', undefined],
  ])('refuses %s %s %j with %i %s', async (method, path, body, status, code, parameter) => {
    expect(await readError(await callBackend(emulator, path, { method, body }))).toStrictEqual({
      status,
      code,
      parameter,
    });
  });

  it('refuses a body that is broken, of another type, or too large', async () => {
    const send = (body: string, type = 'application/json') =>
      fetch(`${emulator.url}/v1/users`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': type },
        body,
      });
    expect(await readError(await send('{"first_name":'))).toMatchObject({
      status: 400,
      code: 'request_body_invalid',
    });
    expect(await readError(await send('first_name=x', 'application/x-www-form-urlencoded'))).toMatchObject({
      status: 415,
      code: 'unsupported_content_type',
    });
    expect(await readError(await send(`"${'x'.repeat(1_100_000)}"`))).toMatchObject({ status: 413 });
  });

  it.each([
    ['POST', '/clients/verify', {}],
    ['PATCH', '/email_addresses/:email', { verified: 'perhaps' }],
    ['POST', '/sessions/:session/refresh', {}],
    ['POST', '/users/ban', { user_ids: [] }],
    ['POST', '/users/unban', { user_ids: 'everybody' }],
  ])('answers bad input of %s %s with 400, as Clerk describes', async (method, path, body) => {
    const session = await createFrontendClient(emulator).signIn(ada);
    const user = await clerk.users.getUser(session.user.id);
    const place = path.replace(':email', user.emailAddresses[0]?.id ?? '').replace(':session', session.id);
    expect((await callBackend(emulator, place, { method, body })).status).toBe(400);
    expect((await callBackend(emulator, '/users', { method: 'POST', body: { nothing: 1 } })).status).toBe(
      422,
    );
  });

  it.each([
    ['POST', '/sign_in_tokens'],
    ['PATCH', '/instance'],
    ['PATCH', '/instance/restrictions'],
  ])('answers bad input of %s %s with 422, as Clerk describes', async (method, path) => {
    const refused = await callBackend(emulator, path, { method, body: ['not', 'an', 'object'] });
    const broken = await fetch(`${emulator.url}/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': 'application/json' },
      body: '{',
    });
    for (const answer of [refused, broken])
      expect(await readError(answer)).toMatchObject({ status: 422, code: 'request_body_invalid' });
  });

  it('shows clients with their sessions', async () => {
    const session = await createFrontendClient(emulator).signIn(ada);
    const { data } = await clerk.clients.getClientList();
    expect(data).toMatchObject([{ lastActiveSessionId: session.id, sessionIds: [session.id] }]);
    expect((await clerk.clients.getClient(data[0]?.id ?? '')).sessionIds).toStrictEqual([session.id]);
  });

  it('tells whose client token it is shown, and takes no other token for one', async () => {
    const client = createFrontendClient(emulator);
    const session = await client.signIn(ada);
    const clientToken = client.token ?? '';
    const shown = await clerk.clients.verifyClient(clientToken);
    expect(shown).toMatchObject({
      lastActiveSessionId: session.id,
      sessions: [{ id: session.id, userId: session.user.id, status: 'active' }],
    });
    expect(await clerk.clients.getClient(shown.id)).toMatchObject({ sessionIds: [session.id] });
    const sessionToken = session.last_active_token?.jwt ?? '';
    for (const token of [sessionToken, `${clientToken.slice(0, -8)}AAAAAAAA`, 'nothing'])
      await expect(clerk.clients.verifyClient(token)).rejects.toMatchObject({
        status: 401,
        errors: [{ code: 'authentication_invalid' }],
      });
    await client.request('/client/sessions', { method: 'DELETE' });
    expect(await clerk.clients.verifyClient(clientToken)).toMatchObject({
      id: shown.id,
      lastActiveSessionId: null,
    });
    await client.request('/client', { method: 'DELETE' });
    await expect(clerk.clients.verifyClient(clientToken)).rejects.toMatchObject({ status: 401 });
  });

  it('gives no web page a way in: no CORS header, no answered preflight', async () => {
    const preflight = await fetch(`${emulator.url}/v1/users`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
    });
    expect(preflight.ok).toBe(false);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const request = await callBackend(emulator, '/users');
    expect(request.headers.get('access-control-allow-origin')).toBeNull();
  });
});
