import { describe, expect, it } from 'vitest';
import { launchTokenHeader } from '../../src-contracts/brand.ts';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const seconds = 1_000;

describe('S10: requests are limited per token and in total', () => {
  const clock = { time: 0 };
  const running = useApi({
    now: () => clock.time,
    frontdesk: { FRONTDESK_RATE_LIMIT_PER_TOKEN: 3, FRONTDESK_RATE_LIMIT_TOTAL: 8 },
  });
  const statusAs = async (token: string) => (await running().api.requestAs(token)).status;
  const repeat = async (times: number, request: () => Promise<number>): Promise<number[]> => {
    const statuses: number[] = [];
    for (let index = 0; index < times; index += 1) statuses.push(await request());
    return statuses;
  };

  it('a token has its number of requests a minute, and 429 says when the minute is over', async () => {
    clock.time = 0;
    const token = await running().clerk.signToken();
    expect(await repeat(3, () => statusAs(token))).toEqual([200, 200, 200]);
    clock.time = 17_400;
    const refused = await running().api.requestAs(token);
    expect(refused.headers.get('retry-after')).toBe('43');
    expect(refused.headers.has('ratelimit')).toBe(false);
    expect(await readProblem(refused)).toMatchObject({ status: 429, code: 'rate-limited' });
    clock.time = 59_999;
    const last = await running().api.requestAs(token);
    expect([last.status, last.headers.get('retry-after')]).toEqual([429, '1']);
    clock.time = 60 * seconds;
    expect(await statusAs(token)).toBe(200);
  });

  it('what one token is refused is not taken from the others', async () => {
    clock.time = 200 * seconds;
    const loud = await running().clerk.signToken();
    expect(await repeat(20, () => statusAs(loud))).toEqual([200, 200, 200, ...Array(17).fill(429)]);
    const quiet = await running().clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' });
    expect(await statusAs(quiet)).toBe(200);
  });

  it('many tokens together have the total', async () => {
    clock.time = 300 * seconds;
    const statuses: number[] = [];
    for (let index = 0; index < 10; index += 1)
      statuses.push(await statusAs(await running().clerk.signToken({ nonce: index })));
    expect(statuses).toEqual([...Array(8).fill(200), 429, 429]);
  });

  it('without a token the address counts, and liveness is free', async () => {
    clock.time = 400 * seconds;
    const { api } = running();
    const get = (path: string) => async () => (await api.request(path)).status;
    expect(await repeat(4, get('/protected'))).toEqual([401, 401, 401, 429]);
    expect(await repeat(10, get('/healthz'))).toEqual(Array(10).fill(200));
  });

  it('made-up tokens are counted as well', async () => {
    clock.time = 500 * seconds;
    expect(await repeat(4, () => statusAs('made.up.token'))).toEqual([401, 401, 401, 429]);
  });
});

describe('S10: behind proxies', () => {
  const frontdesk = { FRONTDESK_RATE_LIMIT_PER_TOKEN: 2, FRONTDESK_RATE_LIMIT_TOTAL: 1_000 };
  const clock = { time: 0 };
  const options = { now: () => clock.time, frontdesk };
  const direct = useApi(options);
  const proxied = useApi({ ...options, extra: { trustedProxies: ['127.0.0.1', '10.0.0.0/8'] } });
  const statusesOf = async (running: typeof direct, addresses: string[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const address of addresses)
      statuses.push((await running().api.request('/', { headers: { 'X-Forwarded-For': address } })).status);
    return statuses;
  };

  it('nobody gets further by naming other addresses when no proxy is trusted', async () => {
    expect(await statusesOf(direct, ['203.0.113.1', '203.0.113.2', '203.0.113.3'])).toEqual([200, 200, 429]);
  });

  it('the address that a trusted proxy saw counts, whatever its client wrote before it', async () => {
    clock.time += 60 * seconds;
    expect(await statusesOf(proxied, ['203.0.113.1', '203.0.113.1', '203.0.113.1'])).toEqual([200, 200, 429]);
    expect(
      await statusesOf(proxied, [
        '203.0.113.2',
        '198.51.100.1, 203.0.113.2',
        '198.51.100.2, 203.0.113.2, 10.1.2.3',
        '127.0.0.1, 203.0.113.2',
      ]),
    ).toEqual([200, 200, 429, 429]);
  });
});

describe('S10: in the desktop application', () => {
  const running = useApi({
    mode: 'embedded',
    now: () => 0,
    frontdesk: { FRONTDESK_RATE_LIMIT_PER_TOKEN: 3, FRONTDESK_RATE_LIMIT_TOTAL: 3 },
  });

  it('who has no launch token uses up nothing of what the window may ask', async () => {
    const { api } = running();
    for (let index = 0; index < 10; index += 1)
      expect((await api.request('/', { headers: { [launchTokenHeader]: 'wrong' } })).status).toBe(401);
    expect((await api.request('/')).status).toBe(200);
  });

  it('an origin that may call can read the refusal', async () => {
    const { api } = running();
    for (let index = 0; index < 5; index += 1) await api.request('/');
    const refused = await api.request('/', { headers: { Origin: 'frontdesk://app' } });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('access-control-allow-origin')).toBe('frontdesk://app');
  });
});
