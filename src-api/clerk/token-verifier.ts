import { verifyToken } from '@clerk/backend';
import { TokenVerificationError } from '@clerk/backend/errors';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { digestOf, readBearerToken } from './bearer-token.ts';
import {
  type ClaimRules,
  checkAuthorizedParty,
  readSessionClaims,
  type SessionClaims,
} from './session-claims.ts';
import type { SigningKeys } from './signing-keys.ts';
import { readKeyId } from './token-header.ts';
import { checkTokenTimes, clockSkewMilliseconds } from './token-times.ts';
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

const problemOfReason = new Map<string, ProblemCode>([
  ['token-expired', 'token-expired'],
  ['token-not-active-yet', 'token-not-yet-valid'],
  ['token-iat-in-the-future', 'token-not-yet-valid'],
  ['token-invalid-signature', 'token-signature-invalid'],
  ['token-invalid-algorithm', 'token-algorithm-not-allowed'],
]);

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
        (await findCurrent(digest)) ?? (await cache.add(digest, () => verifyFully(token, keys, rules)));
      return use(verified);
    },
    recall(digest) {
      const known = cache.find(digest);
      return known && keys.peek(known.keyId) === known.key ? use(known) : undefined;
    },
  };
}

async function verifyFully(token: string, keys: SigningKeys, rules: ClaimRules): Promise<VerifiedToken> {
  const keyId = readKeyId(token);
  const { key, payload } = await verify(token, keyId, keys);
  return { keyId, key, ...readSessionClaims(payload, rules) };
}

type Verification = { key: string; payload: unknown };

async function verify(token: string, keyId: string, keys: SigningKeys): Promise<Verification> {
  const key = await keys.find(keyId);
  try {
    return await verifyWith(token, key);
  } catch (error) {
    if (!(error instanceof ProblemError && error.code === 'token-signature-invalid')) throw error;
    await keys.refresh();
    const current = await keys.find(keyId);
    if (current === key) throw error;
    return verifyWith(token, current);
  }
}

async function verifyWith(token: string, key: string): Promise<Verification> {
  try {
    return { key, payload: await verifyToken(token, { jwtKey: key, clockSkewInMs: clockSkewMilliseconds }) };
  } catch (error) {
    // Its message repeats claims, so nothing of it goes on.
    if (!(error instanceof TokenVerificationError)) throw new ProblemError('token-malformed');
    throw new ProblemError(problemOfReason.get(error.reason) ?? 'token-malformed');
  }
}
