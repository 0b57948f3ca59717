import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../../src-api/logger.ts';
import { createSharedState, type SharedState } from '../../../src-api/shared/shared-state.ts';
import { readinessSchema } from '../../../src-contracts/api-routes.ts';
import { createSecret } from '../../../src-contracts/secret.ts';
import type { Settings } from '../../../src-contracts/settings.ts';
import { startRedis, type TestRedis } from '../../support/redis-server.ts';
import { type ApiUnderTest, readProblem, startApiUnderTest } from './support/api-under-test.ts';
import { type ClerkFixture, fixtureIssuer, startClerkFixture } from './support/clerk-fixture.ts';
import { deliver, eventOf, webhookSecret } from './support/webhook-sender.ts';

type Instance = { api: ApiUnderTest; shared: SharedState; log: () => string };

const userMilliseconds = 60_000;
const prefix = `frontdesk:1:${new URL(fixtureIssuer).host}:`;
let clerk: ClerkFixture;
let redis: TestRedis;
const instances: Instance[] = [];

/** An API as one of many: its clock stands still, so that nothing ages but by what the others tell. */
async function startInstance(frontdesk?: Settings): Promise<Instance> {
  const log: string[] = [];
  const shared = await createSharedState({
    url: createSecret(redis.url),
    issuer: fixtureIssuer,
    userMilliseconds,
    logger: createLogger('info', { write: (line) => void log.push(line) }),
    onChange: () => undefined,
  });
  const api = await startApiUnderTest({
    clerk: clerk.settings(),
    now: () => 0,
    ...(frontdesk ? { frontdesk } : {}),
    extra: { webhookSecret, shared },
  });
  const instance = { api, shared, log: () => log.join('') };
  instances.push(instance);
  return instance;
}

const statusOf = async ({ api }: Instance, token: string) => (await api.requestAs(token)).status;
const nameOf = async ({ api }: Instance, token: string): Promise<unknown> =>
  (await (await api.requestAs(token, '/v1/me')).json()).firstName;
const within = { timeout: 1_000, interval: 20 };
const back = { timeout: 5_000, interval: 50 };

beforeAll(async () => {
  redis = await startRedis();
  clerk = await startClerkFixture();
});
beforeEach(async () => {
  await redis.command('FLUSHALL');
  clerk.addUser('user_ada', 'sess_ada');
  clerk.addUser('user_ada', 'sess_tablet');
  clerk.requests.length = 0;
});
afterEach(async () => {
  for (const { api, shared } of instances.splice(0)) {
    await api.close();
    shared.close();
  }
});
afterAll(async () => {
  await redis.kill();
  await clerk.close();
});

describe('two instances that share a Redis', () => {
  it('ask Clerk for a user once, and look every session up themselves', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    expect(await nameOf(a, token)).toBe('Ada');
    expect(await nameOf(b, token)).toBe('Ada');
    expect(clerk.requests.filter((request) => request === 'GET /v1/users/user_ada')).toHaveLength(1);
    expect(clerk.requests.filter((request) => request === 'GET /v1/sessions/sess_ada')).toHaveLength(2);
  });

  it('let a webhook that reaches one take effect on the other within a second', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    expect([await statusOf(a, token), await statusOf(b, token)]).toEqual([200, 200]);
    clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
    expect(await statusOf(b, token)).toBe(200);
    await deliver(a.api, eventOf('session.revoked', { id: 'sess_ada', user_id: 'user_ada' }));
    await expect.poll(() => statusOf(b, token), within).toBe(401);
    expect(await statusOf(a, token)).toBe(401);
  });

  it('show a changed user on all of them', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    expect([await nameOf(a, token), await nameOf(b, token)]).toEqual(['Ada', 'Ada']);
    clerk.addUser('user_ada', 'sess_ada', { first_name: 'Augusta' });
    expect(await nameOf(b, token)).toBe('Ada');
    await deliver(a.api, eventOf('user.updated', { id: 'user_ada' }));
    await expect.poll(() => nameOf(b, token), within).toBe('Augusta');
    expect(await nameOf(a, token)).toBe('Augusta');
  });

  it.each([
    ['DELETE', '/v1/sessions/sess_tablet'],
    ['POST', '/v1/sessions/revoke-others'],
  ])('refuse a session that the other ended by %s %s', async (method, path) => {
    const [a, b] = [await startInstance(), await startInstance()];
    const tablet = await clerk.signToken({ sid: 'sess_tablet' });
    expect(await statusOf(b, tablet)).toBe(200);
    expect((await a.api.requestAs(await clerk.signToken(), path, { method })).ok).toBe(true);
    await expect.poll(() => statusOf(b, tablet), within).toBe(401);
  });

  it('never bring back what Clerk said of a user before it was forgotten', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    clerk.setFault((path) =>
      path.startsWith('/v1/users/') ? { kind: 'slow', milliseconds: 400 } : undefined,
    );
    const early = nameOf(a, token);
    await expect.poll(() => clerk.requests, within).toContain('GET /v1/users/user_ada');
    await deliver(b.api, eventOf('user.updated', { id: 'user_ada' }));
    await early;
    clerk.setFault(undefined);
    expect(await redis.command(`GET ${prefix}user:user_ada`)).toMatch(/^\$0\r\n/);
  });

  it('count requests together', async () => {
    const limits = { FRONTDESK_RATE_LIMIT_PER_TOKEN: 5, FRONTDESK_RATE_LIMIT_TOTAL: 8 };
    const [a, b] = [await startInstance(limits), await startInstance(limits)];
    const token = await clerk.signToken();
    for (const instance of [a, b, a, b, a]) expect(await statusOf(instance, token)).toBe(200);
    const refused = await b.api.requestAs(token);
    expect(await readProblem(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    const other = await clerk.signToken({ sid: 'sess_tablet' });
    expect([await statusOf(a, other), await statusOf(a, other), await statusOf(b, other)]).toEqual([
      200, 200, 200,
    ]);
    expect(await statusOf(b, other)).toBe(429);
  });

  it('believe nothing of Redis that is not in form', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    const key = `${prefix}user:user_ada`;
    const user = { id: 'user_eve', firstName: 'Eve', lastName: null, username: null, email: null };
    const others = { imageUrl: '', createdAt: '2026-11-23T00:00:00.000Z', lastSignInAt: null };
    for (const value of [
      'no JSON',
      '{"user":{"id":"user_ada","firstName":"Eve"},"lifetime":60000}',
      JSON.stringify({ user: { ...user, ...others }, lifetime: 60_000 }),
    ]) {
      await redis.command(`SET ${key} '${value}' PX 60000`);
      await redis.command(`PUBLISH ${prefix}invalidations '${value}'`);
      const fresh = await startInstance();
      expect(await nameOf(fresh, token)).toBe('Ada');
    }
    expect([await statusOf(a, token), await statusOf(b, token)]).toEqual([200, 200]);
  });
});

describe('when Redis goes away', () => {
  const redisCheck = async ({ api }: Instance) => {
    const response = await api.request('/readyz');
    expect(response.status).toBe(200);
    return readinessSchema.parse(await response.json()).checks.redis;
  };
  const linesOf = ({ log }: Instance, text: string) =>
    log()
      .split('\n')
      .filter((line) => line.includes(text));

  it.each([
    ['is killed', () => redis.kill(), () => redis.restart()],
    ['hangs', async () => redis.stop(), async () => redis.continue()],
  ])(
    'because it %s, each instance goes on alone, says so once, and shares again when it is back',
    async (_how, take, giveBack) => {
      const limits = { FRONTDESK_RATE_LIMIT_PER_TOKEN: 1_000, FRONTDESK_RATE_LIMIT_TOTAL: 100_000 };
      const [a, b] = [await startInstance(limits), await startInstance(limits)];
      const token = await clerk.signToken();
      expect([await redisCheck(a), await redisCheck(b)]).toEqual(['ok', 'ok']);
      await take();
      const startedAt = performance.now();
      expect(await Promise.all(Array.from({ length: 50 }, () => statusOf(a, token)))).toEqual(
        Array(50).fill(200),
      );
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      await expect.poll(() => redisCheck(a), back).toBe('away');
      await deliver(a.api, eventOf('session.ended', { id: 'sess_ada' }));
      expect(await statusOf(a, token)).toBe(200);
      await statusOf(b, token);

      await giveBack();
      await expect.poll(async () => [await redisCheck(a), await redisCheck(b)], back).toEqual(['ok', 'ok']);
      clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
      await deliver(a.api, eventOf('session.revoked', { id: 'sess_ada' }));
      await expect.poll(() => statusOf(b, token), within).toBe(401);
      expect(linesOf(a, 'goes on alone')).toHaveLength(1);
      expect(linesOf(a, 'is back')).toHaveLength(1);
    },
  );

  it('readiness says so while Clerk is away as well', async () => {
    const a = await startInstance();
    const checksOf = async () => (await readProblem(await a.api.request('/readyz'))).checks;
    clerk.setFault(() => ({ kind: 'status', status: 401 }));
    expect(await checksOf()).toEqual({ signingKeys: 'failed', backendApi: 'failed', redis: 'ok' });
    await redis.kill();
    await expect.poll(async () => (await checksOf())?.redis, back).toBe('away');
    await redis.restart();
    await expect.poll(async () => (await checksOf())?.redis, back).toBe('ok');
    clerk.setFault(undefined);
  });

  it('what the others ended meanwhile is not taken for active once it is back', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    const token = await clerk.signToken();
    expect(await statusOf(b, token)).toBe(200);
    await redis.kill();
    await expect.poll(() => redisCheck(b), back).toBe('away');
    clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
    await deliver(a.api, eventOf('session.revoked', { id: 'sess_ada' }));
    expect(await statusOf(b, token)).toBe(200);
    await redis.restart();
    await expect.poll(() => statusOf(b, token), back).toBe(401);
  });

  it('an instance starts without it, counts alone, and joins when it comes', async () => {
    await redis.kill();
    const alone = await startInstance({
      FRONTDESK_RATE_LIMIT_PER_TOKEN: 3,
      FRONTDESK_RATE_LIMIT_TOTAL: 1_000,
    });
    const token = await clerk.signToken();
    for (let count = 0; count < 3; count += 1) expect(await statusOf(alone, token)).toBe(200);
    expect(await statusOf(alone, token)).toBe(429);
    expect(await redisCheck(alone)).toBe('away');
    await redis.restart();
    await expect.poll(() => redisCheck(alone), back).toBe('ok');
  });
});
