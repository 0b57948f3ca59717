import { digestOf, readBearerToken } from './bearer-token.ts';
import { type ClaimRules, checkAuthorizedParty, type SessionClaims } from './session-claims.ts';
import type { SigningKeys } from './signing-keys.ts';
import { checkTokenTimes } from './token-times.ts';
import { createVerifiedTokenCache, type VerifiedToken } from './verified-token-cache.ts';

/** Checks the Authorization headers of a request; throws the problem of the first check that fails. */
export type TokenVerifier = {
  verify: (authorization: readonly string[] | undefined) => Promise<SessionClaims>;
  /**
   * The same for a header of which only the digest is at hand, as far as nobody needs to be asked: nothing when the token
   * has to be verified first.
   */
  recall: (digest: string) => SessionClaims | undefined;
};

/**
 * Bearer syntax, header, key, signature, times, then claims: the order of docs/reference/api.md. The signature
 * of a token is verified once.
 */
export function createTokenVerifier(keys: SigningKeys, rules: ClaimRules): TokenVerifier {
  const cache = createVerifiedTokenCache();

  /** What holds for a while only is checked on each use. */
  function use({ times, authorizedParty, claims }: VerifiedToken): SessionClaims {
    checkTokenTimes(times, Date.now());
    checkAuthorizedParty(authorizedParty, rules);
    return claims;
  }

  /** SECURITY S19: a token goes with its key; one that was replaced under the same id counts as gone. */
  async function findCurrent(digest: string): Promise<VerifiedToken | undefined> {
    const known = cache.find(digest);
    if (!known || (await keys.find(known.keyId)) === known.key) return known;
    cache.drop(digest);
    return undefined;
  }

  return {
    async verify(authorization) {
      const token = readBearerToken(authorization);
      const digest = digestOf(authorization?.[0] ?? '');
      const verified =
        (await findCurrent(digest)) ?? (await cache.add(digest, () => verify(token, keys, rules)));
      return use(verified);
    },
    recall(digest) {
      const known = cache.find(digest);
      return known && keys.peek(known.keyId) === known.key ? use(known) : undefined;
    },
  };
}

/** Reads @clerk/backend with the first token: it is a fifth of the start, and nothing before that needs it. */
async function verify(token: string, keys: SigningKeys, rules: ClaimRules): Promise<VerifiedToken> {
  const { verifyFully } = await import('./token-verification.ts');
  return verifyFully(token, keys, rules);
}
