import { z } from 'zod';

const claimsSchema = z.object({ iat: z.number(), exp: z.number() });

/** Life of a session token, in milliseconds since 1970. */
export type TokenTimes = { issuedAt: number; expiresAt: number };

/** Reads when a session token was issued and when it expires; its signature is the API's business. */
export function readTokenTimes(token: string): TokenTimes | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
    const { iat, exp } = claimsSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    return { issuedAt: iat * 1_000, expiresAt: exp * 1_000 };
  } catch {
    return undefined;
  }
}

/** What the window has seen of a session's tokens. */
export type TokenWatch = { times: TokenTimes | undefined; refreshes: number };

export const newTokenWatch: TokenWatch = { times: undefined, refreshes: 0 };

/** Takes note of the session's present token: each one issued later than the last counts as a refresh. */
export function noteToken(watch: TokenWatch, token: string | undefined): TokenWatch {
  const times = token === undefined ? undefined : readTokenTimes(token);
  if (!times || times.issuedAt === watch.times?.issuedAt) return watch;
  const isRefresh = watch.times !== undefined && times.issuedAt > watch.times.issuedAt;
  return { times, refreshes: watch.refreshes + (isRefresh ? 1 : 0) };
}
