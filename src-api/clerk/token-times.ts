import { ProblemError } from '../errors/problem-error.ts';

/** How far the clocks of Clerk and of this machine may differ. */
export const clockSkewMilliseconds = 5_000;

/** The times of a verified token, in milliseconds since 1970. */
export type TokenTimes = { expiresAt: number; notBefore: number | undefined; issuedAt: number };

/** `exp`, `nbf` and `iat` read as @clerk/backend reads them, so that both agree on fractions as well. */
export const tokenTimesOf = (claims: { exp: number; nbf?: number | undefined; iat: number }): TokenTimes => ({
  expiresAt: millisecondsOf(claims.exp),
  notBefore: claims.nbf === undefined ? undefined : millisecondsOf(claims.nbf),
  issuedAt: millisecondsOf(claims.iat),
});

const millisecondsOf = (seconds: number): number => new Date(0).setUTCSeconds(seconds);

/**
 * SECURITY S15: throws `token-expired` or `token-not-yet-valid` when `now` (milliseconds since 1970) is not
 * within the times of the token. The same order and the same limits as @clerk/backend's.
 */
export function checkTokenTimes({ expiresAt, notBefore, issuedAt }: TokenTimes, now: number): void {
  if (expiresAt <= now - clockSkewMilliseconds) throw new ProblemError('token-expired');
  const latest = now + clockSkewMilliseconds;
  if (issuedAt > latest || (notBefore !== undefined && notBefore > latest))
    throw new ProblemError('token-not-yet-valid');
}
