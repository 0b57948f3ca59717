import { hash } from 'node:crypto';
import { ProblemError } from '../errors/problem-error.ts';

/** Clerk keeps session tokens below the 4 KiB of a cookie; twice that is never one. */
const longestToken = 8_192;
/** JWS compact serialisation (RFC 7515 section 7.1): three base64url parts. */
const compactJws = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;

/**
 * The token of an `Authorization: Bearer` header (RFC 6750 section 2.1); `headers` are all Authorization
 * headers of the request. Throws `token-missing` or `token-malformed`.
 */
export function readBearerToken(headers: readonly string[] | undefined): string {
  const [header, ...others] = headers ?? [];
  if (others.length > 0)
    throw new ProblemError('token-malformed', { detail: 'Send one Authorization header, not several.' });
  const [, token] = /^bearer +(.*)$/i.exec(header ?? '') ?? [];
  if (!token) throw new ProblemError('token-missing');
  if (token.length > longestToken || !compactJws.test(token)) throw new ProblemError('token-malformed');
  return token;
}

/** SHA-256 of a whole Authorization header: what callers and their verified tokens are known by. */
export const digestOf = (authorization: string): string => hash('sha256', authorization, 'base64');
