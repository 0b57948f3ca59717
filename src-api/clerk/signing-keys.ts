import { ProblemError } from '../errors/problem-error.ts';
import type { FetchKeySet } from './key-set-fetch.ts';

export type SigningKeys = {
  /**
   * PEM of the key with this id; throws `token-key-unknown`, or `clerk-unreachable` when it cannot be known.
   */
  find: (keyId: string) => Promise<string>;
  /** PEM of the key with this id where it is at hand and fresh; asks nobody. */
  peek: (keyId: string) => string | undefined;
  /**
   * Asks for the set again, unless that was done a moment ago: for a key that was replaced under the same id.
   */
  refresh: () => Promise<void>;
  /** Throws why no token could be verified now. */
  check: () => Promise<void>;
};

/** One key from the configuration: no network, and the key id says nothing. */
export const createFixedSigningKey = (pem: string): SigningKeys => ({
  find: async () => pem,
  peek: () => pem,
  refresh: async () => undefined,
  check: async () => undefined,
});

const freshMilliseconds = 5 * 60_000;
const usableMilliseconds = 60 * 60_000;
const refetchWindowMilliseconds = 10_000;
const retryAfterFailureMilliseconds = 1_000;

/**
 * The instance's key set, fetched when needed and kept for 5 minutes.
 * SECURITY S19: however many unknown key ids come, at most one fetch per 10 seconds; a removed key is gone
 * after 5 min.
 * SECURITY S20: while the set cannot be fetched, known keys go on for an hour, and nothing else passes.
 */
export function createRemoteSigningKeys(fetchKeySet: FetchKeySet, now: () => number): SigningKeys {
  let keys = new Map<string, string>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let attemptedAt = Number.NEGATIVE_INFINITY;
  let lastFailure: unknown;
  let running: Promise<void> | undefined;

  const age = () => now() - fetchedAt;
  const sinceAttempt = () => now() - attemptedAt;

  function refetch(): Promise<void> {
    running ??= fetchNow().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function fetchNow(): Promise<void> {
    attemptedAt = now();
    const begunAt = attemptedAt;
    try {
      keys = await fetchKeySet();
      fetchedAt = begunAt;
      lastFailure = undefined;
    } catch (error) {
      lastFailure = error;
    }
  }

  async function refetchIfStale(): Promise<void> {
    if (age() < freshMilliseconds) return;
    if (running || lastFailure === undefined || sinceAttempt() >= retryAfterFailureMilliseconds)
      await refetch();
    if (age() >= usableMilliseconds) throw lastFailure;
  }

  async function refresh(): Promise<void> {
    if (running || sinceAttempt() >= refetchWindowMilliseconds) await refetch();
  }

  return {
    refresh,
    check: refetchIfStale,
    peek: (keyId) => (age() < freshMilliseconds ? keys.get(keyId) : undefined),
    async find(keyId) {
      await refetchIfStale();
      const known = keys.get(keyId);
      if (known !== undefined) return known;
      await refresh();
      const found = keys.get(keyId);
      if (found !== undefined) return found;
      // Without an answer to the last question nobody knows whether the key is a new one.
      throw lastFailure ?? new ProblemError('token-key-unknown');
    },
  };
}
