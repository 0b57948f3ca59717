import { hash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ProblemError } from '../errors/problem-error.ts';
import { livenessPath } from './launch-token.ts';
import { createRequestCount } from './request-count.ts';

/** Requests per minute. */
export type RateLimits = { perToken: number; total: number };

export const windowMilliseconds = 60_000;

/**
 * SECURITY S10: refuses requests beyond a number per minute, per token and in total, with the seconds until
 * the minute is over. Liveness is not counted, so that a busy API is not taken for a dead one.
 */
export const createRateLimit = (limits: RateLimits, now: () => number): RequestHandler[] => [
  createLimit(limits.perToken, callerOf, now),
  // Second, so that what one caller was refused is not taken from the others.
  createLimit(limits.total, () => 'all', now),
];

function createLimit(limit: number, keyOf: (request: Request) => string, now: () => number): RequestHandler {
  const store = createRequestCount(windowMilliseconds, now);
  return rateLimit({
    windowMs: windowMilliseconds,
    limit,
    store,
    keyGenerator: keyOf,
    skip: ({ path }) => path === livenessPath,
    standardHeaders: false,
    legacyHeaders: false,
    // Its checks are for options that are fixed here.
    validate: false,
    handler(request, _response, next) {
      const resetTime = store.get(keyOf(request))?.resetTime?.getTime() ?? now();
      const retryAfterSeconds = Math.max(1, Math.ceil((resetTime - now()) / 1_000));
      next(new ProblemError('rate-limited', { retryAfterSeconds }));
    },
  });
}

/** The digest of what the caller authenticates with, or the address of one who does not. */
export const callerOf = ({ headers, ip }: Request): string =>
  headers.authorization === undefined
    ? `address ${ipKeyGenerator(ip ?? '')}`
    : hash('sha256', headers.authorization, 'base64');
