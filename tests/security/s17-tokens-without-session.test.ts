import { describe, expect, it } from 'vitest';
import { needsSession } from '../../src-api/routes/route.ts';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const sessionRoutes = routeTable.filter(({ permission }) => needsSession(permission));

describe('S17: tokens without a session are refused where one is required', () => {
  const running = useApi();

  it.each(sessionRoutes)('$method $path', async ({ method, path }) => {
    const { api, clerk } = running();
    for (const sid of [undefined, null, '', 0, ['sess_ada']]) {
      const init = { method: method.toUpperCase() };
      const response = await api.requestAs(
        await clerk.signToken({ sid }),
        path.replace(':id', 'sess_ada'),
        init,
      );
      expect(await readProblem(response)).toMatchObject({ status: 401, code: 'token-session-missing' });
    }
    expect(clerk.sessions.get('sess_ada')?.status).toBe('active');
  });

  it('refuses the session of somebody who has not finished signing in', async () => {
    const { api, clerk } = running();
    const problem = await readProblem(await api.requestAs(await clerk.signToken({ sts: 'pending' })));
    expect(problem).toMatchObject({ status: 401, code: 'session-not-active' });
  });
});
