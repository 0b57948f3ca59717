import { timingSafeEqual } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import { createId, createRandomToken } from '../state/identifiers.ts';
import type { Client } from '../state/records.ts';
import type { Store } from '../state/store.ts';

/** Looking for clients to drop takes a walk through all of them, so not every new one starts it. */
const pruneEvery = 2000;
const day = 24 * 60 * 60_000;

export function createClient({ store, clock }: EmulatorContext): Client {
  const now = clock();
  if (store.clients.size > 0 && store.clients.size % pruneEvery === 0) pruneClients(store, now);
  const client: Client = {
    id: createId('client'),
    rotatingToken: createRandomToken(),
    signIn: null,
    signUp: null,
    lastActiveSessionId: null,
    lastAuthenticationStrategy: null,
    createdAt: now,
    updatedAt: now,
  };
  store.clients.set(client.id, client);
  return client;
}

/**
 * The client that a token belongs to; `undefined` for a token of another instance, an older one, or no token
 * at all.
 */
export async function findClientByToken(
  { store, tokens }: EmulatorContext,
  token: string | undefined,
): Promise<Client | undefined> {
  const claims = token ? await tokens.readClientToken(token) : undefined;
  const client = claims && store.clients.get(claims.id);
  if (!claims || !client) return undefined;
  const [expected, given] = [Buffer.from(client.rotatingToken), Buffer.from(claims.rotatingToken)];
  return expected.length === given.length && timingSafeEqual(expected, given) ? client : undefined;
}

/**
 * Every page that loads without a token makes a client, so those that came to nothing are dropped after a
 * day.
 */
function pruneClients(store: Store, now: number): void {
  for (const [id, session] of store.sessions) if (now >= session.abandonAt) store.sessions.delete(id);
  const inUse = new Set([...store.sessions.values()].map((session) => session.clientId));
  for (const [id, client] of store.clients)
    if (!inUse.has(id) && now - client.updatedAt > day) store.clients.delete(id);
}
