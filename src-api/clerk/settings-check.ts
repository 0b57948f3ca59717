import type { ClerkSettings } from '../../src-contracts/clerk-settings.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { readPemKey } from './public-key.ts';

/** Refuses a CLERK_JWT_KEY that looks like a PEM but could never verify a token of Clerk's. */
export function checkClerkSettings(clerk: ClerkSettings): Result<ClerkSettings, SetupProblem> {
  if (!('jwtKey' in clerk) || clerk.jwtKey === undefined) return success(clerk);
  const jwtKey = readPemKey(clerk.jwtKey);
  if (jwtKey !== undefined) return success({ ...clerk, jwtKey });
  return failure({
    setting: 'CLERK_JWT_KEY',
    reason: 'it is not a 2048-bit RSA public key; it was probably cut short when copied',
    remedy:
      'Copy the JWKS public key in PEM form from the API keys page of your instance in the Clerk dashboard.',
  });
}
