import type { ClerkSettings } from '../../src-contracts/clerk-settings.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { type ClerkCaller, clerkTimeLimitMilliseconds } from './clerk-caller.ts';
import { readKeySet } from './public-key.ts';

export type FetchKeySet = () => Promise<Map<string, string>>;

/**
 * Fetches the instance's signing keys: from the Backend API where there is a secret key, from the public key
 * set of the Frontend API otherwise. Answers PEM by key id; throws `clerk-unreachable`, `clerk-rate-limited`
 * or `clerk-rejected-key`.
 */
export function createKeySetFetch(clerk: ClerkSettings, caller: ClerkCaller): FetchKeySet {
  const isPublic = clerk.connection === 'public';
  const url = isPublic ? `${clerk.issuer}/.well-known/jwks.json` : `${clerk.apiUrl}/v1/jwks`;
  const headers: Record<string, string> = isPublic ? {} : { Authorization: `Bearer ${clerk.secretKey}` };
  return async () => {
    const keys = readKeySet(await caller.ask(() => request(url, headers)));
    if (keys) return keys;
    throw new ProblemError('clerk-unreachable', {
      detail: 'Clerk gave no signing keys. Try again in a moment.',
      cause: { keySet: 'without a usable key' },
    });
  };
}

/** The document at `url`; `undefined` for an answer that holds none. */
async function request(url: string, headers: Record<string, string>): Promise<unknown> {
  const response = await send(url, headers);
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const cause = { keySetStatus: status };
  if (status === 401) throw new ProblemError('clerk-rejected-key', { cause });
  if (status === 429)
    throw new ProblemError('clerk-rate-limited', { cause, ...retryAfterOf(response.headers) });
  if (status >= 500) throw new ProblemError('clerk-unreachable', { cause });
  return response.ok ? body : undefined;
}

async function send(url: string, headers: Record<string, string>): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(clerkTimeLimitMilliseconds);
    // A redirect would take the secret key to another host.
    return await fetch(url, { headers, signal, redirect: 'error' });
  } catch {
    throw new ProblemError('clerk-unreachable');
  }
}

function retryAfterOf(headers: Headers): { retryAfterSeconds?: number } {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? { retryAfterSeconds: seconds } : {};
}
