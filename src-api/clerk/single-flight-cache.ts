import { LRUCache } from 'lru-cache';
import type { CacheOutcome } from '../metrics/metrics.ts';

export type SingleFlightCache<Value> = {
  /** The cached value, or what loading it brings; callers that come while it loads share that one load. */
  get: (key: string) => Promise<Value>;
  /** The cached value while it is fresh; loads nothing. */
  peek: (key: string) => Value | undefined;
  /** Drops the value; a load that is under way no longer counts. */
  forget: (key: string) => void;
  /** Drops the values of which `isGone` is true, and every load that is under way: nobody knows of them yet. */
  forgetWhere: (isGone: (value: Value) => boolean) => void;
};

export type SingleFlightCacheOptions<Value> = {
  load: (key: string) => Promise<Value>;
  /** Ages count from the beginning of the load. A younger value is answered as it is. */
  freshMilliseconds: number;
  /**
   * A value that is no longer fresh is answered up to this age while it is loaded again; `freshMilliseconds`
   * for never.
   */
  usableMilliseconds: number;
  maxEntries: number;
  /** Told of each read; a `peek` that finds nothing is none. */
  onRead?: (outcome: CacheOutcome) => void;
  /** How old a value was already when it was loaded, in milliseconds; 0 where it is left out. */
  ageOf?: (value: Value) => number;
  /** Monotonic milliseconds: setting the machine's clock back must not prolong anything. */
  now: () => number;
};

/**
 * A bounded cache that keeps successes only: a load that fails fails for those who wait, and the next one
 * loads again.
 */
export function createSingleFlightCache<Value extends object>(
  options: SingleFlightCacheOptions<Value>,
): SingleFlightCache<Value> {
  const { load, freshMilliseconds, usableMilliseconds, maxEntries, ageOf = () => 0, onRead, now } = options;
  const values = new LRUCache<string, { value: Value; begunAt: number }>({ max: maxEntries });
  const loads = new Map<string, Promise<Value>>();

  function begin(key: string): Promise<Value> {
    const begunAt = now();
    const current = load(key)
      .then((value) => {
        if (loads.get(key) === current) values.set(key, { value, begunAt: begunAt - ageOf(value) });
        return value;
      })
      .finally(() => {
        if (loads.get(key) === current) loads.delete(key);
      });
    loads.set(key, current);
    return current;
  }

  return {
    peek(key) {
      const cached = values.get(key);
      if (!cached || now() - cached.begunAt >= freshMilliseconds) return undefined;
      onRead?.('hit');
      return cached.value;
    },
    async get(key) {
      const cached = values.get(key);
      const age = cached ? now() - cached.begunAt : Number.POSITIVE_INFINITY;
      const isFresh = age < freshMilliseconds;
      onRead?.(isFresh ? 'hit' : age < usableMilliseconds ? 'stale' : 'miss');
      if (cached && isFresh) return cached.value;
      const loading = loads.get(key) ?? begin(key);
      if (!cached || age >= usableMilliseconds) return loading;
      // Nobody waits for this load: if it fails, the value is used until it is too old.
      loading.catch(() => undefined);
      return cached.value;
    },
    forget(key) {
      values.delete(key);
      loads.delete(key);
    },
    forgetWhere(isGone) {
      for (const [key, { value }] of values.entries()) if (isGone(value)) values.delete(key);
      loads.clear();
    },
  };
}
