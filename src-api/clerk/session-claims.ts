import { z } from 'zod';
import { ProblemError } from '../errors/problem-error.ts';
import { type ActiveOrganization, readActiveOrganization } from './organization-claims.ts';
import { type TokenTimes, tokenTimesOf } from './token-times.ts';

/** What a verified session token says, https://clerk.com/docs/backend-requests/resources/session-tokens. */
export type SessionClaims = {
  sessionId: string;
  userId: string;
  issuedAt: Date;
  expiresAt: Date;
  /** The organisation that the user acts in, if any: true when the token was issued. */
  organization?: ActiveOrganization;
};

export type ClaimRules = {
  issuer: string;
  authorizedParties: readonly string[];
  /** Whether a token without `azp` is refused; docs/reference/configuration.md says which mode does. */
  requireAuthorizedParty: boolean;
};

/** The claims, and beside them what has to be checked again whenever the token is used again. */
export type CheckedClaims = { claims: SessionClaims; times: TokenTimes; authorizedParty: unknown };

const secondsSchema = z.number().min(0).max(8_640_000_000_000);
const claimsSchema = z.looseObject({
  iss: z.unknown().optional(),
  azp: z.unknown().optional(),
  sid: z.unknown().optional(),
  sts: z.unknown().optional(),
  sub: z.string().min(1),
  iat: secondsSchema,
  exp: secondsSchema,
  nbf: z.unknown().optional(),
});

/**
 * Checks the claims of a token whose signature and times are verified already. Throws the problem of the
 * first failure.
 */
export function readSessionClaims(payload: unknown, rules: ClaimRules): CheckedClaims {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success)
    throw new ProblemError('token-malformed', { detail: 'The token lacks a required claim.' });
  const { iss, azp, sid, sts, sub, iat, exp, nbf } = claims.data;
  // SECURITY S18: the token of another instance is worth nothing here, whoever signed it.
  if (iss !== rules.issuer) throw new ProblemError('token-issuer-mismatch');
  checkAuthorizedParty(azp, rules);
  // SECURITY S17: tokens of templates, OAuth and machines carry no session.
  if (typeof sid !== 'string' || sid === '') throw new ProblemError('token-session-missing');
  if (sts !== undefined && sts !== 'active')
    throw new ProblemError('session-not-active', {
      detail: 'The session still has tasks to finish. Finish signing in, then get a fresh session token.',
    });
  const organization = readActiveOrganization(payload);
  const issued = { issuedAt: fromSeconds(iat), expiresAt: fromSeconds(exp) };
  return {
    claims: { sessionId: sid, userId: sub, ...issued, ...(organization ? { organization } : {}) },
    times: tokenTimesOf({ iat, exp, nbf: typeof nbf === 'number' ? nbf : undefined }),
    authorizedParty: azp,
  };
}

/** SECURITY S16: throws `token-party-mismatch`. Present means on the list; missing follows the rule of the mode. */
export function checkAuthorizedParty(azp: unknown, rules: ClaimRules): void {
  if (!isPartyAllowed(azp, rules)) throw new ProblemError('token-party-mismatch');
}

const isPartyAllowed = (azp: unknown, rules: ClaimRules): boolean =>
  azp === undefined
    ? !rules.requireAuthorizedParty
    : typeof azp === 'string' && rules.authorizedParties.includes(azp);

const fromSeconds = (seconds: number): Date => new Date(seconds * 1_000);
