import { describe, expect, it } from 'vitest';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { fixtureSecretKey } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe("S24: one user cannot read or end another user's sessions", () => {
  const running = useApi();

  it('lists own sessions only', async () => {
    const { api, clerk } = running();
    for (const [sub, sid] of [
      ['user_ada', 'sess_ada'],
      ['user_grace', 'sess_grace'],
    ]) {
      const response = await api.requestAs(await clerk.signToken({ sub, sid }), '/v1/sessions');
      const { sessions } = await response.json();
      expect(sessions.map(({ id }: { id: string }) => id)).toEqual([sid]);
    }
  });

  it('lists no session of another user, even if Clerk answers with one', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    const response = await fetch(`${clerk.url}/v1/sessions?user_id=user_grace&status=active`, {
      headers: { Authorization: `Bearer ${fixtureSecretKey}` },
    });
    const body: object = await response.json();
    expect(body).toMatchObject({ data: [{ id: 'sess_grace' }] });
    clerk.setFault((path) => (path === '/v1/sessions' ? { kind: 'body', status: 200, body } : undefined));
    const answer = await (await api.requestAs(token, '/v1/sessions')).json();
    clerk.setFault(undefined);
    expect(answer).toEqual({ sessions: [] });
  });

  it.each([
    'sess_grace',
    'sess_unknown',
    'sess_grace%2F..%2Fsess_ada',
    '..%2Fusers%2Fuser_grace',
    'sess_ada%00',
    'x'.repeat(256),
  ])('does not end %s', async (id) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(), `/v1/sessions/${id}`, { method: 'DELETE' });
    expect(await readProblem(response)).toMatchObject({ status: 404, code: 'session-not-found' });
    expect([...clerk.sessions.values()].map(({ status }) => status)).toEqual(['active', 'active']);
    expect(clerk.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });

  it('does not accept a user as the owner of a session that Clerk knows as another one', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken({ sub: 'user_grace', sid: 'sess_ada' });
    expect(await readProblem(await api.requestAs(token))).toMatchObject({
      status: 401,
      code: 'session-not-active',
    });
  });
});
