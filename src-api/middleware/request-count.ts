import type { ClientRateLimitInfo, Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';

/** Keys beyond these push out the ones that were not seen for longest. */
const maxKeys = 10_000;

/**
 * Counts requests by key in windows that begin with the first one. `now` is monotonic milliseconds; `resetTime`
 * is given in them as well.
 */
export function createRequestCount(windowMilliseconds: number, now: () => number) {
  const windows = new LRUCache<string, { totalHits: number; resetTime: Date }>({ max: maxKeys });
  return {
    get: (key: string): ClientRateLimitInfo | undefined => windows.get(key),
    increment(key: string): ClientRateLimitInfo {
      const time = now();
      const window = windows.get(key);
      if (window && window.resetTime.getTime() > time) {
        window.totalHits += 1;
        return window;
      }
      const fresh = { totalHits: 1, resetTime: new Date(time + windowMilliseconds) };
      windows.set(key, fresh);
      return fresh;
    },
    decrement(key: string) {
      const window = windows.get(key);
      if (window) window.totalHits -= 1;
    },
    resetKey: (key: string) => void windows.delete(key),
  } satisfies Store;
}
