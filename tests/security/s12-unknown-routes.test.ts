import { describe, expect, it } from 'vitest';
import { methodsOf, routeTable } from '../../src-api/routes/route-table.ts';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET', 'PROPFIND', 'TRACE'];

describe('S12: unknown routes and methods are answered as problems that leak nothing', () => {
  const running = useApi();

  it.each([
    '/no-such-route',
    '/protected/',
    '/Protected',
    '/v1',
    '/v1/me/extra',
    '//protected',
    '/..%2f..%2fetc/passwd',
    '/.git/config',
    '/admin.php',
  ])('%s is not found', async (path) => {
    const { api } = running();
    const answer = await sendRaw(api.port, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n\r\n`);
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([404, 'not-found']);
  });

  it.each(routeTable.map(({ path }) => path))('%s names its methods when asked for another', async (path) => {
    const { api } = running();
    const allowed = methodsOf(routeTable.filter((route) => route.path === path));
    for (const method of methods.filter((candidate) => !allowed.includes(candidate))) {
      const bytes = `${method} ${path.replace(':id', 'x')} HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n\r\n`;
      const answer = await sendRaw(api.port, bytes);
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, allowed.join(', ')]);
      expect(JSON.parse(answer.body).code).toBe('method-not-allowed');
    }
  });

  it('answers CONNECT as a wrong method', async () => {
    const { api } = running();
    const answer = await sendRaw(api.port, `CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([405, 'application/problem+json']);
  });

  it('keeps the stack of an unexpected error in the log', async () => {
    const { api, clerk } = running();
    clerk.users.set('user_broken', { object: 'user', id: 'user_broken', created_at: 'never' });
    clerk.sessions.set('sess_broken', { userId: 'user_broken', status: 'active' });
    const token = await clerk.signToken({ sub: 'user_broken', sid: 'sess_broken' });
    const response = await api.requestAs(token);
    const problem = await readProblem(response);
    expect([problem.status, problem.code]).toEqual([500, 'internal-error']);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|src-api|\.ts|\bat\b .*:\d+|express|0\.1\.0/i);
    expect(api.readLog()).toContain('RangeError');
  });
});
