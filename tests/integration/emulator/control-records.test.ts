import { expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  callControl,
  createFrontendClient,
  days,
  grace,
  readClaims,
  readCode,
  readError,
} from './harness.ts';

const { emulator } = setUpEmulator();

const call = (method: string, path: string, body?: unknown) => callControl(emulator, method, path, body);
const read = async (path: string) => (await call('GET', path)).json();

it('lists sessions, newest first, with whose they are and how they stand now', async () => {
  const first = await createFrontendClient(emulator).signIn(ada);
  const second = await createFrontendClient(emulator, 'https://app.example.com').signIn(grace);
  const { sessions } = await read('/sessions');
  expect(sessions).toMatchObject([
    { id: second.id, status: 'active', userName: 'Grace Hopper', origin: 'https://app.example.com' },
    { id: first.id, status: 'active', emailAddress: ada.emailAddress, origin: 'frontdesk://app' },
  ]);
  await call('POST', '/clock', { advanceMilliseconds: days(8) });
  expect(await read('/sessions')).toMatchObject({ sessions: [{ status: 'expired' }, { status: 'expired' }] });
});

it('revokes a session, of which its client learns with its next request', async () => {
  const client = createFrontendClient(emulator);
  const { id } = await client.signIn(ada);
  expect(await (await call('POST', `/sessions/${id}/revoke`)).json()).toMatchObject({
    id,
    status: 'revoked',
  });
  expect((await client.readClient()).sessions).toStrictEqual([]);
  expect(await readError(await call('POST', '/sessions/sess_none/revoke'))).toMatchObject({ status: 404 });
});

it('lists clients with their live sessions, and forgets one with all of its sign-ins', async () => {
  const client = createFrontendClient(emulator);
  const session = await client.signIn(ada);
  const { clients } = await read('/clients');
  expect(clients).toMatchObject([
    { sessionIds: [session.id], signInStatus: 'complete', lastAuthenticationStrategy: 'password' },
  ]);
  const { id } = z.object({ id: z.string() }).parse(clients[0]);
  expect((await call('DELETE', `/clients/${id}`)).status).toBe(200);
  expect(await read('/clients')).toStrictEqual({ clients: [] });
  expect(await read('/sessions')).toMatchObject({ sessions: [{ id: session.id, status: 'removed' }] });
  expect((await client.readClient()).id).not.toBe(id);
  expect(await readError(await call('DELETE', `/clients/${id}`))).toMatchObject({ status: 404 });
});

it('keeps the requests to the emulated APIs, and what struck them', async () => {
  await call('PUT', '/faults', { rules: [{ kind: 'drop', path: '/v1/users', times: 1 }] });
  await fetch(`${emulator.url}/v1/environment?_is_native=1`);
  await expect(callBackend(emulator, '/users')).rejects.toThrow();
  await callBackend(emulator, '/users');
  await createFrontendClient(emulator).call('/client/sessions', { method: 'DELETE' });
  await fetch(`${emulator.url}/.well-known/jwks.json`);
  const { requests } = await read('/requests');
  expect(requests.toReversed()).toMatchObject([
    { number: 1, api: 'frontend', method: 'GET', path: '/v1/environment', status: 200, fault: null },
    { number: 2, api: 'backend', method: 'GET', path: '/v1/users', status: null, fault: 'drop' },
    { number: 3, api: 'backend', status: 200, fault: null },
    { number: 4, api: 'frontend', method: 'DELETE', path: '/v1/client/sessions', status: 401 },
    { number: 5, api: 'jwks', path: '/.well-known/jwks.json', status: 200 },
  ]);
  expect(await (await call('DELETE', '/requests')).json()).toStrictEqual({ requests: [] });
});

it('keeps 200 requests and no more, however long their paths', async () => {
  for (let count = 0; count < 205; count += 1) await fetch(`${emulator.url}/v1/${'x'.repeat(300)}`);
  const { requests } = await read('/requests');
  expect(requests).toHaveLength(200);
  expect(requests[0]).toMatchObject({ number: 205, status: 404 });
  expect(requests[0].path).toHaveLength(200);
});

it('shows no token, code or password in any of it', async () => {
  const client = createFrontendClient(emulator);
  const session = await client.signIn(ada);
  await client.call(`/me?_clerk_session_id=${session.id}&token=${session.last_active_token?.jwt}`);
  await client.request('/client/sessions', { method: 'DELETE' });
  await client.post('/client/sign_ins', { identifier: ada.emailAddress, strategy: 'email_code' });
  const code = await readCode(emulator, ada.emailAddress);
  await client.call('/me', { body: new URLSearchParams({ password: ada.password }) });
  const shown = JSON.stringify(await Promise.all(['/sessions', '/clients', '/requests', '/users'].map(read)));
  const rotatingToken = readClaims(client.token ?? '').rotating_token;
  for (const secret of [
    session.last_active_token?.jwt,
    client.token,
    rotatingToken,
    `"${code}"`,
    ada.password,
  ]) {
    expect(secret).toBeTruthy();
    expect(shown).not.toContain(secret);
  }
});
