import { verifyToken } from '@clerk/backend';
import { TokenVerificationError } from '@clerk/backend/errors';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { readBearerToken } from './bearer-token.ts';
import { type ClaimRules, readSessionClaims, type SessionClaims } from './session-claims.ts';
import type { SigningKeys } from './signing-keys.ts';
import { readKeyId } from './token-header.ts';

/** Checks the Authorization headers of a request; throws the problem of the first check that fails. */
export type TokenVerifier = (authorization: readonly string[] | undefined) => Promise<SessionClaims>;

/** How far the clocks of Clerk and of this machine may differ. */
const clockSkewMilliseconds = 5_000;

const problemOfReason = new Map<string, ProblemCode>([
  ['token-expired', 'token-expired'],
  ['token-not-active-yet', 'token-not-yet-valid'],
  ['token-iat-in-the-future', 'token-not-yet-valid'],
  ['token-invalid-signature', 'token-signature-invalid'],
  ['token-invalid-algorithm', 'token-algorithm-not-allowed'],
]);

/** Bearer syntax, header, key, signature, times, then claims: the order of docs/reference/api.md. */
export function createTokenVerifier(keys: SigningKeys, rules: ClaimRules): TokenVerifier {
  return async (authorization) => {
    const token = readBearerToken(authorization);
    const keyId = readKeyId(token);
    return readSessionClaims(await verify(token, keyId, keys), rules);
  };
}

async function verify(token: string, keyId: string, keys: SigningKeys): Promise<unknown> {
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

async function verifyWith(token: string, jwtKey: string): Promise<unknown> {
  try {
    return await verifyToken(token, { jwtKey, clockSkewInMs: clockSkewMilliseconds });
  } catch (error) {
    // Its message repeats claims, so nothing of it goes on.
    if (!(error instanceof TokenVerificationError)) throw new ProblemError('token-malformed');
    throw new ProblemError(problemOfReason.get(error.reason) ?? 'token-malformed');
  }
}
