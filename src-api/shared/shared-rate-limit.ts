import type { Request, RequestHandler } from 'express';
import { type ClientRateLimitInfo, rateLimit, type Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { RedisStore } from 'rate-limit-redis';
import { z } from 'zod';
import { ProblemError } from '../errors/problem-error.ts';
import { livenessPath } from '../middleware/launch-token.ts';
import { callerOf, type RateLimits, windowMilliseconds } from '../middleware/rate-limit.ts';
import { createRequestCount } from '../middleware/request-count.ts';
import type { RedisConnection } from './redis-connection.ts';

/**
 * SECURITY S10: the same limits as those of one instance, counted for all instances together. While Redis is away each
 * instance counts for itself.
 */
export const createSharedRateLimit = (
  redis: RedisConnection,
  prefix: string,
  limits: RateLimits,
  now: () => number,
): RequestHandler[] => [
  createLimit(createSharedCount(redis, `${prefix}requests:caller:`, now), limits.perToken, callerOf, now),
  createLimit(createSharedCount(redis, `${prefix}requests:`, now), limits.total, () => 'all', now),
];

function createLimit(
  store: SharedCount,
  limit: number,
  keyOf: (request: Request) => string,
  now: () => number,
): RequestHandler {
  return rateLimit({
    windowMs: windowMilliseconds,
    limit,
    store,
    keyGenerator: keyOf,
    skip: ({ path }) => path === livenessPath,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    handler(request, _response, next) {
      const left = store.resetTimeOf(keyOf(request)) - now();
      next(new ProblemError('rate-limited', { retryAfterSeconds: Math.max(1, Math.ceil(left / 1_000)) }));
    },
  });
}

const maxKeys = 10_000;

type SharedCount = Store & { resetTimeOf: (key: string) => number };

/** Counts in Redis, and here as well, so that a Redis that goes away lets nobody begin anew. */
function createSharedCount(redis: RedisConnection, prefix: string, now: () => number): SharedCount {
  const local = createRequestCount(windowMilliseconds, now);
  const resetTimes = new LRUCache<string, number>({ max: maxKeys });
  let loaded: Promise<RedisStore> | undefined;

  async function count(key: string): Promise<ClientRateLimitInfo> {
    loaded ??= loadStore(redis, prefix);
    const store = await loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    const { totalHits, resetTime } = await store.increment(key);
    // In the monotonic time of this process, as local counts are.
    const left = (resetTime?.getTime() ?? Date.now()) - Date.now();
    resetTimes.set(key, now() + left);
    return { totalHits, resetTime: new Date(now() + left) };
  }

  return {
    async increment(key) {
      const own = local.increment(key);
      if (redis.state() === 'away') return own;
      try {
        return await count(key);
      } catch {
        resetTimes.delete(key);
        return own;
      }
    },
    decrement: local.decrement,
    resetKey: local.resetKey,
    resetTimeOf: (key) => resetTimes.get(key) ?? local.get(key)?.resetTime?.getTime() ?? now(),
  };
}

/** What a script of the rate limits answers. */
const replySchema = z.union([z.string(), z.array(z.union([z.string(), z.number()]))]);

async function loadStore(redis: RedisConnection, prefix: string): Promise<RedisStore> {
  const store = new RedisStore({
    prefix,
    sendCommand: async (...command) => replySchema.parse(await redis.send(command)),
  });
  store.windowMs = windowMilliseconds;
  const script = store.loadIncrementScript();
  store.incrementScriptSha = script;
  await script;
  return store;
}
