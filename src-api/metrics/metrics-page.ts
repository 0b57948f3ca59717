import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../src-contracts/secret.ts';
import { ProblemError } from '../errors/problem-error.ts';
import type { Metrics } from './metrics.ts';

/** What `GET /metrics` answers to whoever has the token; throws `metrics-token-invalid`. */
export type MetricsPage = (authorization: string | undefined) => Promise<string>;

/**
 * SECURITY S49: metrics have a token of their own, on loopback too: behind a proxy on the same machine every caller comes
 * from there. Compared in constant time.
 */
export function createMetricsPage(metrics: Metrics, token: Secret): MetricsPage {
  const expected = digest(`Bearer ${token.reveal()}`);
  return async (authorization = '') => {
    if (!timingSafeEqual(digest(authorization), expected)) throw new ProblemError('metrics-token-invalid');
    return metrics.render();
  };
}

const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
