import { describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  createFrontendClient,
  days,
  grace,
  minutes,
  readClaims,
  readError,
} from './harness.ts';

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });

const refresh = (sessionId: string, from = client) =>
  from.call(`/client/sessions/${sessionId}/tokens`, { form: { organization_id: '', tab_state: 'focused' } });

const readBackendSession = async (sessionId: string) =>
  (await callBackend(emulator, `/sessions/${sessionId}`)).json();

describe('a client', () => {
  it('is made on the first request and recognised by its token', async () => {
    const first = await client.readClient();
    expect(first).toMatchObject({ sessions: [], sign_in: null, sign_up: null, last_active_session_id: null });
    expect((await client.readClient()).id).toBe(first.id);
  });

  it.each(['garbage', 'a.b.c', ''])('gets a new one, not 401, for the token %j', async (token) => {
    client.token = token;
    expect((await client.readClient()).sessions).toStrictEqual([]);
    expect(client.token).not.toBe(token);
  });

  it('is not found by a session token, nor by a token whose signature was changed', async () => {
    const session = await client.signIn(ada);
    const good = client.token ?? '';
    for (const bad of [session.last_active_token?.jwt ?? '', `${good.slice(0, -8)}AAAAAAAA`]) {
      client.token = bad;
      expect((await client.readClient()).sessions).toStrictEqual([]);
    }
  });

  it('is told apart from others: each has its own sessions', async () => {
    const other = createFrontendClient(emulator);
    const [first, second] = [await client.signIn(ada), await other.signIn(grace)];
    expect((await client.readClient()).sessions.map((session) => session.id)).toStrictEqual([first.id]);
    expect((await other.readClient()).sessions.map((session) => session.id)).toStrictEqual([second.id]);
    expect(await readError(await refresh(second.id, client))).toMatchObject({ status: 401 });
  });

  it('can be destroyed', async () => {
    const session = await client.signIn(ada);
    expect((await client.request('/client', { method: 'DELETE' })).client).toBeNull();
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'removed' });
    expect((await client.readClient()).sessions).toStrictEqual([]);
  });

  it('does not come with the environment, which is bare', async () => {
    const response = await client.call('/environment');
    expect(response.headers.get('authorization')).toBeNull();
    expect(await response.json()).toMatchObject({
      auth_config: { single_session_mode: true },
      display_config: { application_name: 'Frontdesk', branded: false, show_devmode_warning: false },
      user_settings: { social: {}, attributes: { phone_number: { enabled: false } } },
      organization_settings: { enabled: false },
    });
  });
});

describe('a session', () => {
  it('refreshes its token, which lives for 60 seconds', async () => {
    const session = await client.signIn(ada);
    clock.advance(minutes(3));
    const response = await refresh(session.id);
    expect(response.headers.get('authorization')).toBeNull();
    const { jwt } = await response.json();
    expect(readClaims(jwt)).toMatchObject({
      sid: session.id,
      azp: 'frontdesk://app',
      iat: clock.read() / 1000,
      exp: clock.read() / 1000 + 60,
      fva: [3, -1],
    });
  });

  it('is touched when a page selects it', async () => {
    const session = await client.signIn(ada);
    clock.advance(minutes(1));
    const { object, client: body } = await client.post(`/client/sessions/${session.id}/touch`, {
      active_organization_id: '',
      intent: 'select_session',
    });
    expect(object).toMatchObject({ object: 'session', last_active_at: clock.read(), tasks: null });
    expect(body?.last_active_session_id).toBe(session.id);
  });

  it('is shown to its own client, and to no other', async () => {
    const session = await client.signIn(ada);
    const path = `/client/sessions/${session.id}`;
    const { object } = await client.request(path);
    expect(object).toMatchObject({
      object: 'session',
      id: session.id,
      status: 'active',
      user: { id: session.user.id, first_name: 'Ada' },
      public_user_data: { identifier: ada.emailAddress },
      last_active_token: { object: 'token' },
    });
    const other = createFrontendClient(emulator);
    expect(await readError(await other.call(path))).toMatchObject({ status: 401 });
    await other.signIn(grace);
    expect(await readError(await other.call(path))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    });
    await client.post(`${path}/remove`);
    expect((await client.call(path)).status).toBe(404);
  });

  it('has no templates', async () => {
    const session = await client.signIn(ada);
    const answer = await client.call(`/client/sessions/${session.id}/tokens/hasura`, { form: {} });
    expect(await readError(answer)).toMatchObject({ status: 404, code: 'resource_not_found' });
  });

  it.each([
    ['end', 'ended'],
    ['remove', 'removed'],
  ])('is over after %s, and gone from its client', async (action, status) => {
    const session = await client.signIn(ada);
    const { object, client: body } = await client.post(`/client/sessions/${session.id}/${action}`);
    expect(object).toMatchObject({ status, last_active_token: null });
    expect(body).toMatchObject({ sessions: [], last_active_session_id: null });
    expect(await readBackendSession(session.id)).toMatchObject({ status });
    expect((await refresh(session.id)).status).toBe(401);
  });

  it('is over when everything is signed out', async () => {
    const session = await client.signIn(ada);
    const { object, client: body } = await client.request('/client/sessions', { method: 'DELETE' });
    expect(object).toMatchObject({ object: 'client', sessions: [] });
    expect(body).toMatchObject({ sessions: [], sign_in: null });
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'removed' });
  });

  it('answers 401 once revoked from elsewhere, and is absent from its client', async () => {
    const session = await client.signIn(ada);
    await callBackend(emulator, `/sessions/${session.id}/revoke`, { method: 'POST' });
    expect(await readError(await refresh(session.id))).toMatchObject({
      status: 401,
      code: 'authentication_invalid',
    });
    expect(await client.readClient()).toMatchObject({ sessions: [], last_active_session_id: null });
    expect(await readError(await client.call(`/me?_clerk_session_id=${session.id}`))).toMatchObject({
      status: 401,
    });
  });

  it('expires after 7 days however often it is used, and counts as abandoned after 30', async () => {
    const session = await client.signIn(ada);
    clock.advance(days(7) - 1);
    expect((await refresh(session.id)).status).toBe(200);
    clock.advance(1);
    expect((await refresh(session.id)).status).toBe(401);
    expect((await client.readClient()).sessions).toStrictEqual([]);
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'expired' });
    clock.advance(days(23));
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'abandoned' });
  });

  it('is needed for everything below /me', async () => {
    await client.readClient();
    expect(await readError(await client.call('/me'))).toMatchObject({ status: 401, code: 'signed_out' });
    const strangers = createFrontendClient(emulator);
    expect(await readError(await strangers.call('/me'))).toMatchObject({
      status: 401,
      code: 'authentication_invalid',
    });
  });

  it("cannot be another client's", async () => {
    const other = createFrontendClient(emulator);
    const session = await other.signIn(grace);
    await client.signIn(ada);
    const answer = await client.call(`/me?_clerk_session_id=${session.id}`);
    expect(await readError(answer)).toMatchObject({ status: 401, code: 'authentication_invalid' });
  });
});

describe('devices', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

  it('are a bare list of active sessions, with what the browser says of itself', async () => {
    const response = await fetch(`${emulator.url}/v1/client/sign_ins?_is_native=1`, {
      method: 'POST',
      headers: { 'User-Agent': chrome, Origin: 'frontdesk://app' },
      body: new URLSearchParams({ identifier: ada.emailAddress, password: ada.password }),
    });
    client.token = response.headers.get('authorization') ?? '';
    const devices = await (await client.call('/me/sessions/active')).json();
    expect(devices).toMatchObject([
      {
        object: 'session',
        status: 'active',
        latest_activity: {
          browser_name: 'Chrome',
          browser_version: '156.0.0.0',
          device_type: 'Windows',
          ip_address: '127.0.0.1',
          is_mobile: false,
        },
      },
    ]);
  });

  it('can be signed out by their user, and by nobody else', async () => {
    const phone = createFrontendClient(emulator);
    const stranger = createFrontendClient(emulator);
    await client.signIn(ada);
    const session = await phone.signIn(ada);
    await stranger.signIn(grace);

    const refused = await stranger.call(`/me/sessions/${session.id}/revoke`, { form: {} });
    expect(await readError(refused)).toMatchObject({ status: 404 });
    const { object } = await client.post(`/me/sessions/${session.id}/revoke`);
    expect(object).toMatchObject({ id: session.id, status: 'revoked' });
    expect((await phone.readClient()).sessions).toStrictEqual([]);
    expect(await (await client.call('/me/sessions/active')).json()).toHaveLength(1);
  });
});
