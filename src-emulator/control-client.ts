import { z } from 'zod';
import type { faultRuleSchema } from './control/fault-rules.ts';
import { createWebhookCalls } from './control-client-webhooks.ts';
import { snapshotSchema } from './state/records.ts';
import type { Seed } from './state/seed.ts';
import { type settingsChangesSchema, settingsSchema } from './state/settings.ts';

const descriptionSchema = z.object({
  url: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  issuer: z.string(),
  jwtKey: z.string(),
  demoAccounts: z.array(z.object({ emailAddress: z.string(), password: z.string() })),
});
const messagesSchema = z.object({
  messages: z.array(
    z.object({
      to: z.string(),
      purpose: z.string(),
      code: z.string().nullable(),
      link: z.string().nullable(),
      sentAt: z.number(),
    }),
  ),
});
const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  emailAddress: z.string().nullable(),
  activeSessions: z.number(),
});
const sessionSchema = z.object({
  id: z.string(),
  status: z.string(),
  userId: z.string(),
  clientId: z.string(),
  origin: z.string().nullable(),
  expireAt: z.number(),
});
const organizationSchema = z.object({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  members: z.array(z.object({ userId: z.string(), emailAddress: z.string().nullable(), role: z.string() })),
  pendingInvitations: z.array(z.object({ emailAddress: z.string(), role: z.string() })),
});
const clientSchema = z.object({ id: z.string(), sessionIds: z.array(z.string()) });
const requestSchema = z.object({
  number: z.number(),
  api: z.enum(['frontend', 'backend', 'jwks']),
  method: z.string(),
  path: z.string(),
  status: z.number().nullable(),
  durationMilliseconds: z.number(),
  fault: z.string().nullable(),
});
const clockSchema = z.object({
  mode: z.enum(['real', 'moved', 'frozen']),
  now: z.number(),
  offsetMilliseconds: z.number(),
});
const rulesSchema = z.object({
  rules: z.array(z.looseObject({ kind: z.string(), struck: z.number() })),
});
const keysSchema = z.object({
  keys: z.array(z.object({ kid: z.string(), state: z.enum(['signing', 'published', 'removed']) })),
});

const instanceSchema = z.object({
  name: z.string(),
  url: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  issuer: z.string(),
  jwtKey: z.string(),
});

type Body = object | undefined;

/**
 * Drives a running emulator from a test: what stands below `/_emulator`, and its Backend API. Needs nothing but
 * `fetch`. Each call throws an Error that says what the emulator answered when that was no success. Times are
 * milliseconds since the epoch; a time that is given may also be a text such as `2030-01-31T12:00:00Z`.
 */
export function createControlClient(url: string, fetch: typeof globalThis.fetch = globalThis.fetch) {
  const base = url.replace(/\/$/, '');

  async function call<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    body?: Body,
  ): Promise<z.output<Schema>> {
    const response = await fetch(`${base}/_emulator${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} /_emulator${path} answered ${response.status}: ${text}`);
    return schema.parse(JSON.parse(text));
  }

  const describe = () => call(descriptionSchema, 'GET', '');
  const listMessages = async (to?: string) => {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
    return (await call(messagesSchema, 'GET', `/outbox${query}`)).messages;
  };

  return {
    url: base,
    /** Address, keys, issuer, and the demo accounts that can be signed in to. */
    describe,
    /** Status and body of a Backend API call. */
    async backendApi(
      method: string,
      path: string,
      body?: object,
    ): Promise<{ status: number; body: unknown }> {
      const { secretKey } = await describe();
      const response = await fetch(`${base}/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      return { status: response.status, body: await response.json() };
    },

    /** Newest first, optionally only those to one address. */
    listMessages,
    newestCode: async (to: string): Promise<string | undefined> =>
      (await listMessages(to)).find(({ code }) => code !== null)?.code ?? undefined,
    /** Where the newest mail with a link leads. */
    newestLink: async (to: string): Promise<string | undefined> =>
      (await listMessages(to)).find(({ link }) => link !== null)?.link ?? undefined,
    clearMessages: async () => void (await call(messagesSchema, 'DELETE', '/outbox')),

    listUsers: async () => (await call(z.object({ users: z.array(userSchema) }), 'GET', '/users')).users,
    listOrganizations: async () =>
      (await call(z.object({ organizations: z.array(organizationSchema) }), 'GET', '/organizations'))
        .organizations,
    listSessions: async () =>
      (await call(z.object({ sessions: z.array(sessionSchema) }), 'GET', '/sessions')).sessions,
    revokeSession: (id: string) => call(sessionSchema, 'POST', `/sessions/${encodeURIComponent(id)}/revoke`),
    listClients: async () =>
      (await call(z.object({ clients: z.array(clientSchema) }), 'GET', '/clients')).clients,
    /** Signs a client out of everything; its token is worth nothing from now on. */
    forgetClient: async (id: string) =>
      void (await call(z.object({ id: z.string() }), 'DELETE', `/clients/${encodeURIComponent(id)}`)),
    /** The newest requests to the emulated APIs, newest first. */
    listRequests: async () =>
      (await call(z.object({ requests: z.array(requestSchema) }), 'GET', '/requests')).requests,

    readClock: () => call(clockSchema, 'GET', '/clock'),
    /** Lets it stand still at a time. */
    freezeClock: (at: number | string) => call(clockSchema, 'PUT', '/clock', { frozenAt: at }),
    /** Lets it run on from a time. */
    setClock: (now: number | string) => call(clockSchema, 'PUT', '/clock', { now }),
    advanceClock: (milliseconds: number) =>
      call(clockSchema, 'POST', '/clock', { advanceMilliseconds: milliseconds }),
    resetClock: () => call(clockSchema, 'DELETE', '/clock'),

    /** Replaces all fault rules. */
    setFaults: async (...rules: z.input<typeof faultRuleSchema>[]) =>
      (await call(rulesSchema, 'PUT', '/faults', { rules })).rules,
    listFaults: async () => (await call(rulesSchema, 'GET', '/faults')).rules,
    clearFaults: async () => void (await call(rulesSchema, 'DELETE', '/faults')),

    readSettings: () => call(settingsSchema, 'GET', '/settings'),
    changeSettings: (changes: z.input<typeof settingsChangesSchema>) =>
      call(settingsSchema, 'PATCH', '/settings', changes),

    listKeys: async () => (await call(keysSchema, 'GET', '/keys')).keys,
    /** A new signing key; the one before stays in the key set, unless `removeOld`. */
    rotateKeys: async (options: { removeOld?: boolean } = {}) =>
      (await call(keysSchema, 'POST', '/keys/rotate', options)).keys,
    removeKey: async (kid: string) =>
      (await call(keysSchema, 'DELETE', `/keys/${encodeURIComponent(kid)}`)).keys,

    webhooks: createWebhookCalls(call),

    /** Adds users and changes settings: all of it, or nothing. */
    seed: (seed: Seed) =>
      call(z.object({ added: z.array(z.object({ id: z.string() })) }), 'POST', '/seed', seed),
    /**
     * A further instance with state, keys, clock, faults and mail of its own; a control client of its `url` drives it.
     * Without a name it gets one, without a seed that of the default instance.
     */
    createInstance: (options: { name?: string; seed?: Seed } = {}) =>
      call(instanceSchema, 'POST', '/instances', options),
    listInstances: async () =>
      (await call(z.object({ instances: z.array(instanceSchema) }), 'GET', '/instances')).instances,
    removeInstance: async (name: string) =>
      void (await call(z.object({ name: z.string() }), 'DELETE', `/instances/${encodeURIComponent(name)}`)),

    /** Back to the start: users, settings, clock, faults. */
    reset: async () => void (await call(z.object({ users: z.number() }), 'POST', '/reset')),
    takeSnapshot: () => call(snapshotSchema, 'GET', '/snapshot'),
    restoreSnapshot: async (snapshot: z.input<typeof snapshotSchema>) =>
      void (await call(z.object({ users: z.number() }), 'PUT', '/snapshot', snapshot)),
  };
}
export type ControlClient = ReturnType<typeof createControlClient>;
