import { z } from 'zod';
import {
  createEmulator,
  type Emulator,
  type EmulatorOptions,
} from '../../../src-emulator/create-emulator.ts';
import { createSigningKey } from '../../../src-emulator/crypto/tokens.ts';
import { checkedOrigins } from '../../support/clerk-api/checked-answers.ts';

const signingKey = await createSigningKey('ins_shared_by_the_tests_of_a_file');

/**
 * Its answers are checked by Clerk's descriptions of its APIs. The lowest scrypt cost that Node accepts: these tests are
 * about answers, not about slowness.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await createEmulator({ passwordCost: 1, signingKey, ...options });
  const { origin } = new URL(emulator.url);
  checkedOrigins.add(origin);
  return {
    ...emulator,
    async close() {
      // Whoever gets the port next is somebody else.
      checkedOrigins.delete(origin);
      await emulator.close();
    },
  };
}

export const ada = { emailAddress: 'ada@example.com', password: 'Analytical-Engine-1843' };
export const grace = { emailAddress: 'grace@example.com', password: 'Flow-Matic-1955' };

/** A clock that stands still until it is moved. */
export function createClock(start = Date.UTC(2026, 0, 15, 12)) {
  let now = start;
  return {
    read: () => now,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

export const minutes = (count: number) => count * 60_000;
export const days = (count: number) => count * 24 * 60 * 60_000;

const errorBodySchema = z.object({
  errors: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      long_message: z.string(),
      meta: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  meta: z.object({ client: z.unknown() }).optional(),
  clerk_trace_id: z.string(),
});

/** Status, first code and parameter of an error answer; fails when the body has not Clerk's shape. */
export async function readError(response: Response) {
  const body = errorBodySchema.parse(await response.json());
  const [first] = body.errors;
  return { status: response.status, code: first?.code, parameter: first?.meta?.param_name };
}

const sessionSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  last_active_token: z.object({ object: z.literal('token'), jwt: z.string() }).nullable(),
  user: z.looseObject({ id: z.string(), first_name: z.string().nullable() }),
});

const clientSchema = z.looseObject({
  object: z.literal('client'),
  id: z.string(),
  sessions: z.array(sessionSchema),
  sign_in: z.looseObject({ id: z.string() }).nullable(),
  sign_up: z.looseObject({ id: z.string() }).nullable(),
  last_active_session_id: z.string().nullable(),
});
export type ClientBody = z.infer<typeof clientSchema>;

const envelopeSchema = z.object({
  response: z.looseObject({ id: z.string().optional() }).nullable(),
  client: clientSchema.nullable(),
});

type CallOptions = {
  form?: Record<string, string>;
  method?: string;
  origin?: string | null;
  body?: BodyInit;
};

/** A native Frontend API client: keeps its client token as clerk-js in Electron does. */
export function createFrontendClient(emulator: Emulator, origin = 'frontdesk://app') {
  let token: string | undefined;

  const call = async (path: string, options: CallOptions = {}): Promise<Response> => {
    const { form, method, body = form && new URLSearchParams(form) } = options;
    const from = options.origin === undefined ? origin : options.origin;
    const url = new URL(`${emulator.url}/v1${path}`);
    url.searchParams.set('_is_native', '1');
    if (method) url.searchParams.set('_method', method);
    const response = await fetch(url, {
      method: body || method ? 'POST' : 'GET',
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(from ? { Origin: from } : {}),
      },
      ...(body ? { body } : {}),
    });
    token = response.headers.get('authorization') ?? token;
    return response;
  };

  /** For calls that answer the envelope; fails on any error. */
  const request = async (path: string, options?: CallOptions) => {
    const response = await call(path, options);
    const body: unknown = await response.json();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${JSON.stringify(body)}`);
    const { response: object, client } = envelopeSchema.parse(body);
    return { object: object ?? {}, client };
  };

  const post = (path: string, form: Record<string, string> = {}) => request(path, { form, method: 'POST' });

  const readClient = async (): Promise<ClientBody> => clientSchema.parse((await request('/client')).object);

  /** Signs in by password and returns the session. */
  const signIn = async ({ emailAddress, password }: typeof ada) => {
    const { client } = await post('/client/sign_ins', { identifier: emailAddress, password });
    const session = client?.sessions.at(-1);
    if (!session) throw new Error('no session after sign-in');
    return session;
  };

  return {
    call,
    request,
    post,
    readClient,
    signIn,
    get token() {
      return token;
    },
    set token(value) {
      token = value;
    },
  };
}
export type FrontendClient = ReturnType<typeof createFrontendClient>;

const outboxSchema = z.object({
  messages: z.array(
    z.strictObject({
      id: z.string(),
      to: z.string(),
      kind: z.enum(['email_code', 'email_link', 'email', 'sms_code']),
      purpose: z.enum([
        'sign_in',
        'sign_up',
        'reset_password',
        'verify_email',
        'verify_phone',
        'second_factor',
        'reverification',
        'invitation',
        'waitlist',
        'primary_email_address_changed',
        'passkey_removed',
      ]),
      code: z
        .string()
        .regex(/^\d{6}$/)
        .nullable(),
      link: z.string().nullable(),
      subject: z.string(),
      body: z.string(),
      sentAt: z.number(),
    }),
  ),
});

export async function readOutbox(emulator: Emulator, to?: string) {
  const url = new URL(`${emulator.url}/_emulator/outbox`);
  if (to) url.searchParams.set('to', to);
  return outboxSchema.parse(await (await fetch(url)).json()).messages;
}

export async function readCode(emulator: Emulator, to: string): Promise<string> {
  const message = (await readOutbox(emulator, to)).find(({ code }) => code !== null);
  if (!message?.code) throw new Error(`no mail with a code to ${to}`);
  return message.code;
}

/** A code that is certainly not the right one. */
export const spoil = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

/** The claims of a token, unverified. */
export function readClaims(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return z.record(z.string(), z.unknown()).parse(claims);
}

/** Calls the Backend API with the emulator's secret key. */
export const callBackend = (
  emulator: Emulator,
  path: string,
  { method = 'GET', body, key = emulator.secretKey }: { method?: string; body?: unknown; key?: string } = {},
): Promise<Response> =>
  fetch(`${emulator.url}/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Calls the control API. */
export const callControl = (
  emulator: Emulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> =>
  fetch(`${emulator.url}/_emulator${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
