import { beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../../src-api/metrics/create-metrics.ts';
import { createSecret } from '../../../src-contracts/secret.ts';
import { useApi } from './support/use-api.ts';

const token = 'the token of these tests';
const clock = { time: 0 };

describe('the metrics', () => {
  const running = useApi({
    now: () => clock.time,
    frontdesk: { FRONTDESK_RATE_LIMIT_PER_TOKEN: 30, FRONTDESK_RATE_LIMIT_TOTAL: 1e9 },
    extra: {
      metrics: createMetrics({ version: '0.1.0', connection: 'instance' }),
      metricsToken: createSecret(token),
    },
  });

  /** The value of a series, 0 where there is none yet. */
  const read = async (series: string): Promise<number> => {
    const response = await running().api.request('/metrics', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const line = (await response.text()).split('\n').find((text) => text.startsWith(`${series} `));
    return Number(line?.slice(series.length) ?? 0);
  };
  const growthOf = async (series: string, act: () => Promise<unknown>): Promise<number> => {
    const before = await read(series);
    await act();
    return (await read(series)) - before;
  };

  const askForMe = async () => running().api.requestAs(await running().clerk.signToken(), '/v1/me');
  /** Until nothing is asked for in the background any more: a user who has not been read for long is. */
  const settle = () =>
    expect.poll(() => growthOf('frontdesk_cache_reads_total{cache="user",outcome="hit"}', askForMe)).toBe(1);

  beforeEach(() => {
    clock.time += 120_000;
    running().clerk.setFault(undefined);
  });

  it('count requests by method, route template and status', async () => {
    const { api, clerk } = running();
    const ask = async () => api.requestAs(await clerk.signToken(), '/v1/me');
    expect(
      await growthOf('frontdesk_http_requests_total{method="GET",route="/v1/me",status="200"}', ask),
    ).toBe(1);
    expect(
      await growthOf('frontdesk_http_request_duration_seconds_count{method="GET",route="/v1/me"}', ask),
    ).toBe(1);
    const miss = () => api.request('/nowhere');
    expect(
      await growthOf('frontdesk_http_requests_total{method="GET",route="none",status="404"}', miss),
    ).toBe(1);
  });

  it('count problems, the rate limit among them', async () => {
    const { api } = running();
    const flood = async () => {
      for (let count = 0; count < 35; count += 1) await api.requestAs('a.b.c', '/v1/me');
    };
    expect(await growthOf('frontdesk_problems_total{code="rate-limited"}', flood)).toBe(5);
  });

  it('count questions to Clerk and reads of the caches', async () => {
    await settle();
    clock.time += 10_000;
    expect(await growthOf('frontdesk_clerk_calls_total{outcome="answered"}', askForMe)).toBe(1);
    expect(await growthOf('frontdesk_cache_reads_total{cache="session",outcome="hit"}', askForMe)).toBe(1);
    clock.time += 10_000;
    expect(await growthOf('frontdesk_cache_reads_total{cache="session",outcome="miss"}', askForMe)).toBe(1);
    clock.time += 70_000;
    expect(await growthOf('frontdesk_cache_reads_total{cache="user",outcome="stale"}', askForMe)).toBe(1);
  });

  it('tell when Clerk does not answer and the circuit opens and closes', async () => {
    const { api, clerk } = running();
    await settle();
    clerk.setFault(() => ({ kind: 'cut' }));
    const ask = async (session: string) => api.requestAs(await clerk.signToken({ sid: session }));
    const fail = async () => {
      for (let count = 0; count < 6; count += 1) await ask(`sess_${count}`);
    };
    expect(await growthOf('frontdesk_clerk_calls_total{outcome="clerk-unreachable"}', fail)).toBe(6);
    expect(await read('frontdesk_clerk_circuit_open')).toBe(1);
    clerk.setFault(undefined);
    clock.time += 10_000;
    await expect
      .poll(async () => (await ask('sess_ada')).status, { timeout: 4_000, interval: 200 })
      .toBe(200);
    expect(await read('frontdesk_clerk_circuit_open')).toBe(0);
  });

  it('tell of the process: event loop, memory, version', async () => {
    expect(await read('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(await read('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(await read('frontdesk_build_info{version="0.1.0",connection="instance"}')).toBe(1);
    expect(await read('frontdesk_redis_up')).toBe(-1);
  });
});
