import { decodeJwt } from '@clerk/backend/jwt';
import { z } from 'zod';
import { ProblemError } from '../errors/problem-error.ts';

/**
 * Header parameters that bring a key along, or say where to fetch one, or change how the rest is read (RFC
 * 7515 4.1).
 */
const forbiddenParameters = ['jku', 'jwk', 'x5u', 'x5c', 'crit'];

const headerSchema = z.looseObject({
  alg: z.string(),
  kid: z.string().min(1).max(256),
  typ: z.literal('JWT').optional(),
});

/**
 * Checks the header of a token before any key is looked at, and answers the id of the key it names.
 * SECURITY S14: RS256 is the one algorithm; a token never brings its own key.
 */
export function readKeyId(token: string): string {
  const header = headerSchema.safeParse(decodeHeader(token));
  if (!header.success) {
    const part = String(header.error.issues[0]?.path[0] ?? 'form');
    throw new ProblemError('token-malformed', {
      detail: `The header of the token has a missing or wrong ${part}.`,
    });
  }
  const forbidden = forbiddenParameters.find((name) => Object.hasOwn(header.data, name));
  if (forbidden !== undefined)
    throw new ProblemError('token-malformed', {
      detail: `The header of the token carries ${forbidden}, which Clerk's session tokens do not have.`,
    });
  if (header.data.alg !== 'RS256') throw new ProblemError('token-algorithm-not-allowed');
  return header.data.kid;
}

/** The same decoder that verification uses, so that both see the same header. */
function decodeHeader(token: string): unknown {
  try {
    return decodeJwt(token).header;
  } catch {
    throw new ProblemError('token-malformed');
  }
}
