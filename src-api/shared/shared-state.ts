import type { RequestHandler } from 'express';
import type { Secret } from '../../src-contracts/secret.ts';
import { type Invalidation, invalidationSchema } from '../clerk/invalidation.ts';
import type { Logger } from '../logger.ts';
import type { RateLimits } from '../middleware/rate-limit.ts';
import { connectRedis, type RedisState } from './redis-connection.ts';
import { createSharedRateLimit } from './shared-rate-limit.ts';
import { createSharedUsers, type SharedUsers } from './shared-users.ts';

/** What several instances have in common. None of it fails: without Redis each instance goes on alone. */
export type SharedState = {
  state: () => RedisState;
  users: SharedUsers;
  createRateLimit: (limits: RateLimits, now: () => number) => RequestHandler[];
  /** Tells the other instances, and this one. */
  announce: (invalidation: Invalidation) => Promise<void>;
  /** `all` where announcements may have been missed. */
  onAnnounced: (listener: (invalidation: Invalidation | 'all') => void) => void;
  close: () => void;
};

export type SharedStateOptions = {
  url: Secret;
  /** Instances of another Clerk instance share nothing with this one. */
  issuer: string;
  userMilliseconds: number;
  logger: Logger;
  onChange: (state: RedisState) => void;
};

/**
 * Shares counts, users and invalidations by Redis. SECURITY S50: nothing that lets a caller in comes from there; whether a
 * session is active is Clerk's word, asked by each instance.
 */
export async function createSharedState(options: SharedStateOptions): Promise<SharedState> {
  const { url, issuer, userMilliseconds, logger, onChange } = options;
  const prefix = `frontdesk:1:${new URL(issuer).host}:`;
  const channel = `${prefix}invalidations`;
  const redis = await connectRedis({ url, prefix, logger, onChange });
  const users = createSharedUsers(redis, prefix, userMilliseconds);
  return {
    state: redis.state,
    users,
    createRateLimit: (limits, now) => createSharedRateLimit(redis, prefix, limits, now),
    async announce(invalidation) {
      if (invalidation.kind === 'user') await users.forget(invalidation.id);
      await redis.send(['PUBLISH', channel, JSON.stringify(invalidation)]).catch(() => undefined);
    },
    onAnnounced(listener) {
      redis.onGap(() => listener('all'));
      redis.subscribe(channel, (message) => {
        const invalidation = readInvalidation(message);
        if (invalidation) listener(invalidation);
      });
    },
    close: redis.close,
  };
}

/** Whatever else is sent on the channel means nothing. */
function readInvalidation(message: string): Invalidation | undefined {
  try {
    return invalidationSchema.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
