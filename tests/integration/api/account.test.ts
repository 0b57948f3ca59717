import { describe, expect, it } from 'vitest';
import { greetingSchema, sessionListSchema, userSchema } from '../../../src-contracts/api-routes.ts';
import { readProblemCode } from './support/api-under-test.ts';
import { ada, grace, useEmulatedApi } from './support/emulated-clerk.ts';

const origin = 'frontdesk://app';

describe('a user who signed in at the emulator', () => {
  const embedded = useEmulatedApi({ mode: 'embedded' });

  it('is greeted, with the times of the token', async () => {
    const { api, clerk } = embedded();
    const { sessionId, getToken } = await clerk.signIn(ada, origin);
    const token = await getToken();
    const response = await api.requestAs(token, `/protected?session_id=${sessionId}`, {
      headers: { Origin: origin },
    });
    const greeting = greetingSchema.parse(await response.json());
    expect(greeting).toMatchObject({
      message: 'Hello, Ada!',
      sessionId,
      user: { firstName: 'Ada', lastName: 'Lovelace', email: ada.email },
    });
    const life = Date.parse(greeting.token.expiresAt) - Date.parse(greeting.token.issuedAt);
    expect(life).toBe(60_000);
  });

  it('reads herself', async () => {
    const { api, clerk } = embedded();
    const { getToken } = await clerk.signIn(grace, origin);
    const response = await api.requestAs(await getToken(), '/v1/me');
    expect(userSchema.parse(await response.json())).toMatchObject({ firstName: 'Grace', email: grace.email });
  });

  it('lists her sessions, this one first, and ends another', async () => {
    const { api, clerk } = embedded();
    const other = await clerk.signIn(ada, origin);
    const own = await clerk.signIn(ada, origin);
    const otherToken = await other.getToken();
    const ownToken = await own.getToken();
    expect((await api.requestAs(otherToken)).status).toBe(200);

    const list = async () =>
      sessionListSchema.parse(await (await api.requestAs(ownToken, '/v1/sessions')).json()).sessions;
    const before = await list();
    expect(before[0]).toMatchObject({ id: own.sessionId, current: true, status: 'active' });
    expect(before.slice(1).every(({ current }) => !current)).toBe(true);
    expect(before.map(({ id }) => id)).toContain(other.sessionId);

    const revocation = await api.requestAs(ownToken, `/v1/sessions/${other.sessionId}`, { method: 'DELETE' });
    expect([revocation.status, await revocation.text()]).toEqual([204, '']);
    expect((await list()).map(({ id }) => id)).not.toContain(other.sessionId);
    expect(await readProblemCode(await api.requestAs(otherToken))).toBe('session-not-active');
    const again = await api.requestAs(ownToken, `/v1/sessions/${other.sessionId}`, { method: 'DELETE' });
    expect(await readProblemCode(again)).toBe('session-not-found');
  });

  it('cannot end the session of somebody else', async () => {
    const { api, clerk } = embedded();
    const victim = await clerk.signIn(grace, origin);
    const { getToken } = await clerk.signIn(ada, origin);
    const response = await api.requestAs(await getToken(), `/v1/sessions/${victim.sessionId}`, {
      method: 'DELETE',
    });
    expect(await readProblemCode(response)).toBe('session-not-found');
    expect((await api.requestAs(await victim.getToken())).status).toBe(200);
  });

  it('is refused where her token was issued to another page', async () => {
    const { api, clerk } = embedded();
    const { getToken } = await clerk.signIn(ada, 'https://evil.example');
    expect(await readProblemCode(await api.requestAs(await getToken()))).toBe('token-party-mismatch');
  });

  it('is refused with a token that names no page', async () => {
    const { api, clerk } = embedded();
    const token = await clerk.mintToken(await clerk.createSession(ada));
    expect(await readProblemCode(await api.requestAs(token))).toBe('token-party-mismatch');
  });
});

describe('a client of the headless API', () => {
  const clock = { time: 0 };
  const headless = useEmulatedApi({ now: () => clock.time });

  it('is greeted with a token made by the Backend API', async () => {
    const { api, clerk } = headless();
    const token = await clerk.mintToken(await clerk.createSession(ada));
    expect(await (await api.requestAs(token)).json()).toMatchObject({ message: 'Hello, Ada!' });
  });

  it('is refused within 5 seconds after its session was revoked at Clerk', async () => {
    const { api, clerk } = headless();
    const sessionId = await clerk.createSession(ada);
    const token = await clerk.mintToken(sessionId);
    expect((await api.requestAs(token)).status).toBe(200);
    await clerk.askBackendApi(`/sessions/${sessionId}/revoke`, { method: 'POST' });
    clock.time += 5_000;
    expect(await readProblemCode(await api.requestAs(token))).toBe('session-not-active');
  });

  it('is refused when its user was deleted', async () => {
    const { api, clerk } = headless();
    const sessionId = await clerk.createSession(grace);
    const token = await clerk.mintToken(sessionId);
    const { user } = greetingSchema.parse(await (await api.requestAs(token)).json());
    await clerk.askBackendApi(`/users/${user.id}`, { method: 'DELETE' });
    clock.time += 60_000;
    expect(['session-not-active', 'user-not-found']).toContain(
      await readProblemCode(await api.requestAs(token)),
    );
  });
});
