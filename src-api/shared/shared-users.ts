import { z } from 'zod';
import { type ApiUser, userSchema } from '../../src-contracts/api-routes.ts';
import type { RedisConnection } from './redis-connection.ts';

export type SharedUsers = {
  /** The user as another instance knows it, or what `load` brings, which the others then know too. */
  find: (id: string, load: (id: string) => Promise<ApiUser>) => Promise<ApiUser>;
  /** How long ago Clerk was asked for a user that `find` answered, in milliseconds. */
  ageOf: (user: ApiUser) => number;
  /** No instance answers from here what Clerk said of this user before. */
  forget: (id: string) => Promise<void>;
};

/** `lifetime` is that of the instance which asked Clerk; what is left of it, Redis knows. */
const entrySchema = z.strictObject({ user: userSchema, lifetime: z.number().positive() });
const replySchema = z.tuple([z.string(), z.number().positive()]);

/** Longer than a question to Clerk can take that was begun before. */
const forgottenMilliseconds = 5_000;

/** Value and remaining life of a key at the same moment. */
const readScript = 'return {redis.call("GET", KEYS[1]), redis.call("PTTL", KEYS[1])}';

/**
 * The users that one instance asked Clerk for, for all of them. The age of an entry is told by Redis alone, so that the
 * clocks of the machines may differ. A user who was forgotten leaves a mark for a while: whoever asked Clerk before that
 * cannot bring the old state back.
 */
export function createSharedUsers(
  redis: Pick<RedisConnection, 'send'>,
  prefix: string,
  lifetime: number,
): SharedUsers {
  const ages = new WeakMap<ApiUser, number>();
  const keyOf = (id: string) => `${prefix}user:${id}`;

  async function read(id: string): Promise<ApiUser | undefined> {
    const reply = replySchema.safeParse(
      await redis.send(['EVAL', readScript, '1', keyOf(id)]).catch(() => undefined),
    );
    const entry = reply.success ? parseEntry(reply.data[0]) : undefined;
    if (!entry || !reply.success || entry.user.id !== id) return undefined;
    const age = Math.max(0, entry.lifetime - reply.data[1]);
    if (age >= lifetime) return undefined;
    ages.set(entry.user, age);
    return entry.user;
  }

  return {
    async find(id, load) {
      if (lifetime === 0) return load(id);
      const known = await read(id);
      if (known) return known;
      const user = await load(id);
      const entry = JSON.stringify({ user, lifetime });
      await redis
        .send(['SET', keyOf(id), entry, 'PX', String(Math.ceil(lifetime)), 'NX'])
        .catch(() => undefined);
      return user;
    },
    ageOf: (user) => ages.get(user) ?? 0,
    async forget(id) {
      await redis.send(['SET', keyOf(id), '', 'PX', String(forgottenMilliseconds)]).catch(() => undefined);
    },
  };
}

function parseEntry(text: string): z.infer<typeof entrySchema> | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
