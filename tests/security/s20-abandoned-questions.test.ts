import { beforeEach, describe, expect, it } from 'vitest';
import { useApi } from '../integration/api/support/use-api.ts';

const clock = { time: 0 };

describe('S20: a question that nobody waits for any more leaves nothing behind', () => {
  const running = useApi({ now: () => clock.time });

  beforeEach(async () => {
    const { api, clerk } = running();
    clerk.setFault(undefined);
    clock.time += 60_000;
    await expect.poll(async () => (await api.request('/readyz')).status, { timeout: 6_000 }).toBe(200);
    expect(clerk.countUnanswered()).toBe(0);
  });

  it.each([
    ['GET', '/protected'],
    ['GET', '/v1/sessions'],
    ['POST', '/v1/sessions/revoke-others'],
    ['DELETE', '/v1/sessions/sess_ada'],
    ['GET', '/v1/admin/users'],
  ])('%s %s ends its connections when Clerk accepts them and never answers', async (method, path) => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    // The session is known, so that the route's own question hangs as well as that of the session.
    expect((await api.requestAs(token)).status).toBe(200);
    if (path !== '/protected') clerk.setFault(() => ({ kind: 'hang' }));
    else {
      clock.time += 60_000;
      clerk.setFault(() => ({ kind: 'hang' }));
    }
    expect((await api.requestAs(token, path, { method })).status).toBe(503);
    await expect.poll(() => clerk.countUnanswered(), { timeout: 5_000, interval: 20 }).toBe(0);
  });

  it('changes of the profile as well', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    await api.requestAs(token);
    clerk.setFault(() => ({ kind: 'hang' }));
    const change = { method: 'PATCH', body: '{"firstName":"Augusta"}' };
    const headers = { 'Content-Type': 'application/json' };
    expect((await api.requestAs(token, '/v1/me', { ...change, headers })).status).toBe(503);
    await expect.poll(() => clerk.countUnanswered(), { timeout: 5_000, interval: 20 }).toBe(0);
  });

  it('all questions of one request together take no longer than four seconds', async () => {
    const slow = running();
    const session = await slow.clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' });
    clock.time += 10 * 60_000;
    // Each within its own limit: signing keys, session, user.
    slow.clerk.setFault(() => ({ kind: 'slow', milliseconds: 1_700 }));
    for (const path of ['/protected', '/v1/admin/users']) {
      clock.time += 10 * 60_000;
      // Without the common limit the last of them would be answered, and the request with 200.
      const response = await slow.api.requestAs(session, path);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      await expect.poll(() => slow.clerk.countUnanswered(), { timeout: 4_000, interval: 50 }).toBe(0);
    }
  }, 30_000);

  it('under load: no connection and no memory for each of 800 requests', async () => {
    const { api, clerk } = running();
    const tokens = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        clerk.signToken({ sub: `user_${index}`, sid: `sess_${index}` }),
      ),
    );
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    clerk.setFault((path) => (path.endsWith('/jwks') ? undefined : { kind: 'hang' }));
    // A busy machine may let an idle connection end in the moment in which it is used again.
    const ownConnection = { headers: { Connection: 'close' } };
    const asked: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const before = clerk.requests.length;
      const answers = await Promise.all(
        tokens.map((token) => api.requestAs(token, '/protected', ownConnection)),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
      asked.push(clerk.requests.length - before);
    }
    // The circuit is open from the first round on: one at a time asks whether Clerk is back, nobody else.
    const [first = 0, ...later] = asked;
    expect(first).toBeLessThanOrEqual(2 * tokens.length);
    for (const count of later) expect(count).toBeLessThan(20);
    await expect.poll(() => clerk.countUnanswered(), { timeout: 3_000, interval: 50 }).toBe(0);
  }, 60_000);
});
