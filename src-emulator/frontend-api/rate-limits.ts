import type { RequestHandler } from 'express';
import type { EmulatorContext } from '../context.ts';
import { tooManyRequests } from '../errors/identity-errors.ts';
import { replyError } from '../http/reply.ts';

const windowMilliseconds = 10_000;

/** Clerk's limits per address of the sender in ten seconds: https://clerk.com/docs/guides/how-clerk-works/system-limits */
const limits: { path: RegExp; requests: number }[] = [
  { path: /^\/client\/sign_(ins|ups)$/, requests: 5 },
  { path: /^\/client\/sign_(ins|ups)\/[^/]+\/attempt_/, requests: 3 },
  { path: /\/prepare_(first_factor|second_factor|verification)$/, requests: 3 },
];

/** Refuses with 429 and `Retry-After` who asks too often, while the settings say so; by the emulator's clock. */
export function limitRates({ store, clock }: EmulatorContext): RequestHandler {
  const taken = new Map<string, number[]>();
  return (request, response, next) => {
    const limit = limits.find(({ path }) => path.test(request.path));
    if (!limit || request.method !== 'POST' || !store.settings.rateLimits) return next();
    const now = clock();
    // A clock that was moved back leaves times that are still to come.
    const isRecent = (time: number) => time <= now && now - time < windowMilliseconds;
    for (const [key, times] of taken) if (!times.some(isRecent)) taken.delete(key);
    const key = `${request.socket.remoteAddress} ${limit.path.source}`;
    const recent = (taken.get(key) ?? []).filter(isRecent);
    if (recent.length >= limit.requests) {
      const wait = (recent[0] ?? now) + windowMilliseconds - now;
      response.setHeader('Retry-After', String(Math.ceil(wait / 1000)));
      replyError(response, tooManyRequests());
      return;
    }
    taken.set(key, [...recent, now]);
    next();
  };
}
