import { verifyToken } from '@clerk/backend';
import { TokenVerificationError } from '@clerk/backend/errors';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { type ClaimRules, readSessionClaims } from './session-claims.ts';
import type { SigningKeys } from './signing-keys.ts';
import { readKeyId } from './token-header.ts';
import { clockSkewMilliseconds } from './token-times.ts';
import type { VerifiedToken } from './verified-token-cache.ts';

const problemOfReason = new Map<string, ProblemCode>([
  ['token-expired', 'token-expired'],
  ['token-not-active-yet', 'token-not-yet-valid'],
  ['token-iat-in-the-future', 'token-not-yet-valid'],
  ['token-invalid-signature', 'token-signature-invalid'],
  ['token-invalid-algorithm', 'token-algorithm-not-allowed'],
]);

/** Header, key, signature and times of a token, then its claims; throws the problem of the first that is wrong. */
export async function verifyFully(
  token: string,
  keys: SigningKeys,
  rules: ClaimRules,
): Promise<VerifiedToken> {
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
