import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';
import { digestOf } from '../clerk/bearer-token.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { livenessPath } from './launch-token.ts';
import { createRequestCount } from './request-count.ts';

/** Requests per minute. */
export type RateLimits = { perToken: number; total: number };

/** Counts a request of this caller; throws `rate-limited` when it is one too many. */
export type RequestLimit = (caller: string) => void;

export const windowMilliseconds = 60_000;

/**
 * SECURITY S10: refuses requests beyond a number per minute, per token and in total, with the seconds until
 * the minute is over.
 */
export function createRequestLimit({ perToken, total }: RateLimits, now: () => number): RequestLimit {
  const ofCallers = createRequestCount(windowMilliseconds, now);
  const ofAll = createRequestCount(windowMilliseconds, now);
  const count = (store: typeof ofAll, key: string, limit: number): void => {
    const { totalHits, resetTime } = store.increment(key);
    if (totalHits <= limit) return;
    const left = (resetTime?.getTime() ?? now()) - now();
    throw new ProblemError('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil(left / 1_000)) });
  };
  return (caller) => {
    count(ofCallers, caller, perToken);
    // Second, so that what one caller was refused is not taken from the others.
    count(ofAll, 'all', total);
  };
}

/** Liveness is not counted, so that a busy API is not taken for a dead one. */
export const createRateLimit =
  (limit: RequestLimit): RequestHandler =>
  (request, _response, next) => {
    if (request.path !== livenessPath) limit(callerOf(request));
    next();
  };

/** The digest of what the caller authenticates with, or the address of one who does not. */
export const callerOf = ({ headers, ip }: Request): string =>
  headers.authorization === undefined
    ? `address ${ipKeyGenerator(ip ?? '')}`
    : digestOf(headers.authorization);
