import type { ClerkSettings } from '../../src-contracts/clerk-settings.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { clerkTimeLimitMilliseconds } from './clerk-fault.ts';
import { readKeySet } from './public-key.ts';

export type FetchKeySet = () => Promise<Map<string, string>>;

/**
 * Fetches the instance's signing keys: from the Backend API where there is a secret key, from the public key
 * set of the Frontend API otherwise. Answers PEM by key id; throws `clerk-unreachable` or
 * `clerk-rejected-key`.
 */
export function createKeySetFetch(clerk: ClerkSettings): FetchKeySet {
  const isPublic = clerk.connection === 'public';
  const url = isPublic ? `${clerk.issuer}/.well-known/jwks.json` : `${clerk.apiUrl}/v1/jwks`;
  const headers: Record<string, string> = isPublic ? {} : { Authorization: `Bearer ${clerk.secretKey}` };
  return async () => {
    const response = await request(url, headers);
    if (response.status === 401) throw new ProblemError('clerk-rejected-key');
    const keys = response.ok ? readKeySet(response.body) : undefined;
    if (!keys)
      throw new ProblemError('clerk-unreachable', {
        detail: 'Clerk gave no signing keys. Try again in a moment.',
        cause: { keySetStatus: response.status },
      });
    return keys;
  };
}

async function request(url: string, headers: Record<string, string>) {
  try {
    const signal = AbortSignal.timeout(clerkTimeLimitMilliseconds);
    // A redirect would take the secret key to another host.
    const response = await fetch(url, { headers, signal, redirect: 'error' });
    const body: unknown = await response.json().catch(() => undefined);
    return { ok: response.ok, status: response.status, body };
  } catch {
    throw new ProblemError('clerk-unreachable');
  }
}
