import { describe, expect, it } from 'vitest';
import { sessionStatusSchema } from '../../src-contracts/api-routes.ts';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const endedStatuses = sessionStatusSchema.options.filter((status) => status !== 'active');

describe('S46: a session that Clerk does not call active is refused although its token verifies', () => {
  const running = useApi();

  it.each([...endedStatuses, 'a status of the future'])('%s', async (status) => {
    const { api, clerk } = running();
    const sid = `sess_${status.replaceAll(' ', '_')}`;
    clerk.sessions.set(sid, { userId: 'user_ada', status });
    for (const [path, method] of [
      ['/protected', 'GET'],
      ['/v1/me', 'GET'],
      ['/v1/sessions', 'GET'],
      ['/v1/sessions/sess_ada', 'DELETE'],
    ] as const) {
      const response = await api.requestAs(await clerk.signToken({ sid }), path, { method });
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
      expect(await readProblem(response)).toMatchObject({ status: 401, code: 'session-not-active' });
    }
    expect(clerk.sessions.get('sess_ada')?.status).toBe('active');
  });

  it('a session that Clerk does not know', async () => {
    const { api, clerk } = running();
    const problem = await readProblem(await api.requestAs(await clerk.signToken({ sid: 'sess_gone' })));
    expect(problem).toMatchObject({ status: 401, code: 'session-not-active' });
  });

  it('a user that Clerk no longer knows', async () => {
    const { api, clerk } = running();
    clerk.sessions.set('sess_orphan', { userId: 'user_gone', status: 'active' });
    const token = await clerk.signToken({ sub: 'user_gone', sid: 'sess_orphan' });
    expect(await readProblem(await api.requestAs(token))).toMatchObject({
      status: 401,
      code: 'user-not-found',
    });
  });
});
