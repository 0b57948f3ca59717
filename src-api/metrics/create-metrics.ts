import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from './metrics.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS']);
const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];
const clerkBuckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];

/** Counts with prom-client, together with its own measures of the process: CPU, memory, event loop, garbage collection. */
export function createMetrics(info: { version: string; connection: string }): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const build = new Gauge({
    name: 'frontdesk_build_info',
    help: 'Version and connection; always 1.',
    labelNames: ['version', 'connection'],
    registers,
  });
  build.set(info, 1);
  const requests = new Counter({
    name: 'frontdesk_http_requests_total',
    help: 'Requests by method, route template and status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'frontdesk_http_request_duration_seconds',
    help: 'From the arrival of the header to the end of the answer.',
    labelNames: ['method', 'route'],
    buckets: requestBuckets,
    registers,
  });
  const problems = new Counter({
    name: 'frontdesk_problems_total',
    help: 'Refused requests by problem code; rate-limited is one of them.',
    labelNames: ['code'],
    registers,
  });
  const clerkCalls = new Counter({
    name: 'frontdesk_clerk_calls_total',
    help: 'Questions to Clerk: answered, or the code of the problem.',
    labelNames: ['outcome'],
    registers,
  });
  const clerkSeconds = new Histogram({
    name: 'frontdesk_clerk_call_duration_seconds',
    help: 'Questions to Clerk, with their repetition.',
    buckets: clerkBuckets,
    registers,
  });
  const circuit = new Gauge({
    name: 'frontdesk_clerk_circuit_open',
    help: '1 while Clerk is not asked because it did not answer.',
    registers,
  });
  const cacheReads = new Counter({
    name: 'frontdesk_cache_reads_total',
    help: 'Reads of the session and user caches.',
    labelNames: ['cache', 'outcome'],
    registers,
  });
  const redis = new Gauge({
    name: 'frontdesk_redis_up',
    help: '1 while state is shared, 0 while this instance goes on alone; -1 without Redis.',
    registers,
  });
  redis.set(-1);

  return {
    observeRequest({ method, route = 'none', status, problem, seconds }) {
      const known = methods.has(method) ? method : 'other';
      requests.inc({ method: known, route, status: String(status) });
      requestSeconds.observe({ method: known, route }, seconds);
      if (problem !== undefined) problems.inc({ code: problem });
    },
    observeClerkCall(outcome, seconds) {
      clerkCalls.inc({ outcome });
      clerkSeconds.observe(seconds);
    },
    setCircuit: (isOpen) => circuit.set(isOpen ? 1 : 0),
    countCacheRead: (cache, outcome) => cacheReads.inc({ cache, outcome }),
    setRedis: (state) => redis.set(state === 'ok' ? 1 : 0),
    render: () => register.metrics(),
  };
}
