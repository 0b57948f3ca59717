import { verifyToken } from '@clerk/backend';
import { describe, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
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

// @clerk/backend checks token times by the real clock.
const clock = setUpClock(Date.now);
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);

const findAda = () => findUser(clerk, ada.emailAddress);

describe('sessions, through @clerk/backend', () => {
  it('are made for a user, without a device and without azp', async () => {
    const { id: userId } = await findAda();
    const session = await clerk.sessions.createSession({ userId });
    expect(session).toMatchObject({ userId, status: 'active', clientId: expect.stringMatching(/^client_/) });
    const { jwt } = await clerk.sessions.getToken(session.id);
    const claims = await verifyToken(jwt, { secretKey: emulator.secretKey, apiUrl: emulator.url });
    expect(claims).toMatchObject({ sub: userId, sid: session.id, iss: emulator.issuer });
    expect(claims).not.toHaveProperty('azp');
  });

  it('do not begin in an organisation that the user is no member of', async () => {
    const { id: userId } = await findAda();
    const begin = async (active_organization_id: string) => {
      const body = { user_id: userId, active_organization_id };
      return (await callBackend(emulator, '/sessions', { method: 'POST', body })).status;
    };
    expect(await begin('org_none')).toBe(422);
    await control.changeSettings({ organizations: { enabled: true } });
    const stranger = await clerk.organizations.createOrganization({ name: 'Elsewhere' });
    for (const id of [stranger.id, 'org_none', '']) expect(await begin(id)).toBe(404);
    expect((await clerk.sessions.getSessionList({ userId })).data).toStrictEqual([]);
  });

  it('are listed by user, client and status, newest first', async () => {
    const first = await createFrontendClient(emulator).signIn(ada);
    clock.advance(1000);
    const second = await createFrontendClient(emulator).signIn(ada);
    await createFrontendClient(emulator).signIn(grace);
    await clerk.sessions.revokeSession(first.id);
    const userId = first.user.id;
    const { data, totalCount } = await clerk.sessions.getSessionList({ userId });
    expect(data.map((session) => session.id)).toStrictEqual([second.id, first.id]);
    expect(totalCount).toBe(2);
    const active = await clerk.sessions.getSessionList({ userId, status: 'active' });
    expect(active.data.map((session) => session.id)).toStrictEqual([second.id]);
    const [row] = active.data;
    const byClient = await clerk.sessions.getSessionList({ clientId: row?.clientId ?? '' });
    expect(byClient.data.map((session) => session.id)).toStrictEqual([second.id]);
    expect(await (await callBackend(emulator, '/sessions')).json()).toHaveLength(3);
  });

  it('report every way of being over', async () => {
    const { id, user } = await createFrontendClient(emulator).signIn(ada);
    expect((await clerk.sessions.revokeSession(id)).status).toBe('revoked');
    expect((await clerk.sessions.revokeSession(id)).status).toBe('revoked');
    await expect(clerk.sessions.getToken(id)).rejects.toMatchObject({ status: 404 });
    const other = await clerk.sessions.createSession({ userId: user.id });
    clock.advance(days(7));
    expect((await clerk.sessions.getSession(other.id)).status).toBe('expired');
  });

  it('have no template tokens, and tokens of a chosen life', async () => {
    const { id: userId } = await findAda();
    const { id } = await clerk.sessions.createSession({ userId });
    await expect(clerk.sessions.getToken(id, 'hasura')).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 'resource_not_found', longMessage: 'No JWT template exists with name: hasura' }],
    });
    const { jwt } = await clerk.sessions.getToken(id, undefined, 600);
    const claims = await verifyToken(jwt, { secretKey: emulator.secretKey, apiUrl: emulator.url });
    expect(claims.exp - claims.iat).toBe(600);
    await expect(clerk.sessions.getToken(id, undefined, 5)).rejects.toMatchObject({ status: 422 });
  });
});

describe('verification, by @clerk/backend', () => {
  const authenticate = (token: string, options = {}) =>
    clerk.authenticateRequest(
      new Request('http://127.0.0.1/protected', { headers: { Authorization: `Bearer ${token}` } }),
      options,
    );

  /** What the names of this instance's cookies end in. */
  const readCookieSuffix = async () => {
    const url = `${emulator.url}/v1/client/handshake?redirect_url=http://localhost:3000/`;
    const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
    const { handshake } = readClaims(new URL(location).searchParams.get('__clerk_handshake') ?? '');
    return /__session_([\w-]+)=/.exec(JSON.stringify(handshake))?.[1];
  };

  it('accepts a session token through the key set and through the PEM', async () => {
    const session = await createFrontendClient(emulator).signIn(ada);
    const token = session.last_active_token?.jwt ?? '';
    const byKeySet = await authenticate(token, { authorizedParties: ['frontdesk://app'] });
    expect(byKeySet.isAuthenticated).toBe(true);
    const { jwtKey } = await (await fetch(`${emulator.url}/_emulator`)).json();
    expect(await verifyToken(token, { jwtKey })).toMatchObject({ sid: session.id, sts: 'active', v: 2 });
  });

  it('refuses a token for another party, one that was changed, and the client token', async () => {
    const client = createFrontendClient(emulator);
    const token = (await client.signIn(ada)).last_active_token?.jwt ?? '';
    const elsewhere = await authenticate(token, { authorizedParties: ['https://elsewhere.example'] });
    expect(elsewhere).toMatchObject({
      isAuthenticated: false,
      reason: 'token-invalid-authorized-parties',
    });
    expect((await authenticate(`${token.slice(0, -8)}AAAAAAAA`)).isAuthenticated).toBe(false);
    expect((await authenticate(client.token ?? '')).isAuthenticated).toBe(false);
  });

  it('has a page with an expired token visit the emulator, since nobody has a refresh token', async () => {
    clock.advance(-minutes(5));
    const session = await createFrontendClient(emulator).signIn(ada);
    clock.advance(minutes(5));
    const expired = session.last_active_token?.jwt ?? '';
    const answer = await callBackend(emulator, `/sessions/${session.id}/refresh`, {
      method: 'POST',
      body: { expired_token: expired, refresh_token: 'made-up', request_origin: 'http://localhost:3000' },
    });
    expect(await readError(answer)).toMatchObject({ status: 401, code: 'authentication_invalid' });

    const cookie = [
      `__session=${expired}`,
      '__client_uat=1',
      '__clerk_db_jwt=dvb_any',
      `__refresh_${await readCookieSuffix()}=made-up`,
    ].join('; ');
    const page = new Request('http://localhost:3000/', {
      headers: { cookie, 'sec-fetch-dest': 'document' },
    });
    expect(await clerk.authenticateRequest(page)).toMatchObject({
      status: 'handshake',
      reason: 'session-token-expired-refresh-authentication_invalid',
    });
  });

  it('finds the same keys at both addresses', async () => {
    const { keys } = await clerk.jwks.getJwks();
    expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig', kid: expect.any(String) }]);
    expect(JSON.stringify(keys)).not.toContain('"d":');
    const wellKnown = await fetch(`${emulator.url}/.well-known/jwks.json`);
    expect(await wellKnown.json()).toStrictEqual(await (await callBackend(emulator, '/jwks')).json());
  });
});
