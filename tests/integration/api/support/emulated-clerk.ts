import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { type ClerkSettings, clerkSettingsOf } from '../../../../src-contracts/clerk-settings.ts';
import { createEmulator, type Emulator } from '../../../../src-emulator/create-emulator.ts';
import { type ApiUnderTest, type ApiUnderTestOptions, startApiUnderTest } from './api-under-test.ts';

/** Cheap for tests: the base-2 logarithm of scrypt's N. */
const passwordCost = 4;

const tokenSchema = z.object({ jwt: z.string() });
const userListSchema = z.array(z.object({ id: z.string() }));
const sessionSchema = z.object({ id: z.string() });
const signInSchema = z.object({ response: z.object({ created_session_id: z.string() }) });

export const ada = { email: 'ada@example.com', password: 'Analytical-Engine-1843' };
export const grace = { email: 'grace@example.com', password: 'Flow-Matic-1955' };

/** What an API needs to use this emulator. */
export function settingsFor({ url, publishableKey, secretKey, issuer }: Emulator): ClerkSettings {
  const ready = { ready: true, name: 'frontdesk-emulator', version: '0.1.0' } as const;
  return clerkSettingsOf({
    connection: 'emulator',
    emulator: { ...ready, url, publishableKey, secretKey, issuer },
  });
}

/** Talks to the emulator as clerk-js and a backend do. */
function createClerkUser(emulator: Emulator) {
  async function askBackendApi(path: string, init: RequestInit = {}): Promise<unknown> {
    const response = await fetch(`${emulator.url}/v1${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': 'application/json' },
    });
    return response.json();
  }

  /** A token made by the Backend API: it has no `azp`. */
  async function mintToken(sessionId: string): Promise<string> {
    const answer = await askBackendApi(`/sessions/${sessionId}/tokens`, { method: 'POST', body: '{}' });
    return tokenSchema.parse(answer).jwt;
  }

  async function findUserId(account: { email: string }): Promise<string> {
    const users = await askBackendApi(`/users?email_address=${encodeURIComponent(account.email)}`);
    const [user] = userListSchema.parse(users);
    if (!user) throw new Error(`nobody has ${account.email}`);
    return user.id;
  }

  return {
    askBackendApi,
    findUserId,
    mintToken,
    /**
     * Signs in through the Frontend API from a page of `origin`; answers the session and how to get its
     * tokens.
     */
    async signIn(account: { email: string; password: string }, origin: string) {
      const form = new URLSearchParams({ identifier: account.email, password: account.password });
      const response = await fetch(`${emulator.url}/v1/client/sign_ins?_is_native=1`, {
        method: 'POST',
        body: form,
        headers: { Origin: origin },
      });
      const client = response.headers.get('authorization') ?? '';
      const { created_session_id: sessionId } = signInSchema.parse(await response.json()).response;
      const getToken = async (organizationId?: string): Promise<string> => {
        const answer = await fetch(`${emulator.url}/v1/client/sessions/${sessionId}/tokens?_is_native=1`, {
          method: 'POST',
          ...(organizationId === undefined
            ? {}
            : { body: new URLSearchParams({ organization_id: organizationId }) }),
          headers: { Origin: origin, Authorization: client },
        });
        return tokenSchema.parse(await answer.json()).jwt;
      };
      return { sessionId, getToken };
    },
    /** A session made by the Backend API, without a client. */
    async createSession(account: { email: string }): Promise<string> {
      const body = JSON.stringify({ user_id: await findUserId(account) });
      return sessionSchema.parse(await askBackendApi('/sessions', { method: 'POST', body })).id;
    },
  };
}

/**
 * The real emulator and an API that uses it, for all tests of the file or `describe` block that calls this.
 */
export function useEmulatedApi(options: Pick<ApiUnderTestOptions, 'mode' | 'now' | 'extra'> = {}) {
  let running:
    | { emulator: Emulator; api: ApiUnderTest; clerk: ReturnType<typeof createClerkUser> }
    | undefined;

  beforeAll(async () => {
    const emulator = await createEmulator({ passwordCost });
    const api = await startApiUnderTest({ ...options, clerk: settingsFor(emulator) });
    running = { emulator, api, clerk: createClerkUser(emulator) };
  });
  afterAll(async () => {
    await running?.api.close();
    await running?.emulator.close();
  });

  return () => {
    if (!running) throw new Error('the emulator is not running');
    return running;
  };
}
