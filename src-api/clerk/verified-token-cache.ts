import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CheckedClaims } from './session-claims.ts';

/** What is kept of a token whose signature was verified; never the token. */
export type VerifiedToken = CheckedClaims & {
  keyId: string;
  /** PEM of the key that its signature was verified with. */
  key: string;
};

export type VerifiedTokenCache = {
  /** The token as it was verified before, unless `isCurrent` says that its key has changed, or what `verify` brings. */
  get: (
    token: string,
    isCurrent: (verified: VerifiedToken) => Promise<boolean>,
    verify: (token: string) => Promise<VerifiedToken>,
  ) => Promise<VerifiedToken>;
};

/** About 1 KiB each. */
const maxTokens = 10_000;

/**
 * Keeps the outcome of verifying a signature, which costs fifty times as much as a digest. Callers that bring
 * one token at the same time share one verification. Refusals are not kept.
 * SECURITY S14: the key is the SHA-256 of the whole token, signature included: what differs in one byte is
 * another token.
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
    async get(token, isCurrent, verify) {
      const digest = hash('sha256', token, 'base64');
      const known = verifiedTokens.get(digest);
      if (known) {
        if (await isCurrent(known)) return known;
        verifiedTokens.delete(digest);
      }
      return running.get(digest) ?? begin(digest, verify(token));
    },
  };
}
