import { LRUCache } from 'lru-cache';
import type { CheckedClaims } from './session-claims.ts';

/** What is kept of a token whose signature was verified; never the token. */
export type VerifiedToken = CheckedClaims & {
  keyId: string;
  /** PEM of the key that its signature was verified with. */
  key: string;
};

export type VerifiedTokenCache = {
  /** The token as it was verified before. */
  find: (digest: string) => VerifiedToken | undefined;
  /** It no longer counts. */
  drop: (digest: string) => void;
  /** What `verify` brings; callers that bring one token at the same time share one verification. */
  add: (digest: string, verify: () => Promise<VerifiedToken>) => Promise<VerifiedToken>;
};

/** About 1 KiB each. */
const maxTokens = 10_000;

/**
 * Keeps the outcome of verifying a signature, which costs fifty times as much as a digest. Refusals are not kept.
 * SECURITY S14: the key is the SHA-256 of the whole Authorization header, and so of the whole token, signature included:
 * what differs in one byte is another token.
 */
export function createVerifiedTokenCache(): VerifiedTokenCache {
  const verifiedTokens = new LRUCache<string, VerifiedToken>({ max: maxTokens });
  const running = new Map<string, Promise<VerifiedToken>>();

  function begin(digest: string, verification: Promise<VerifiedToken>): Promise<VerifiedToken> {
    const current = verification
      .then((verified) => {
        verifiedTokens.set(digest, verified);
        return verified;
      })
      .finally(() => running.delete(digest));
    running.set(digest, current);
    return current;
  }

  return {
    find: (digest) => verifiedTokens.get(digest),
    drop: (digest) => void verifiedTokens.delete(digest),
    add: (digest, verify) => running.get(digest) ?? begin(digest, verify()),
  };
}
