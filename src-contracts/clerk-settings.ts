import { z } from 'zod';
import type { SetupProblem } from './connection.ts';
import { isEmulatedHost, issuerOf, type PublishableKey, parsePublishableKey } from './publishable-key.ts';
import type { EmulatorReady } from './ready-line.ts';
import { failure, type Result, success } from './result.ts';
import { createSecret, type Secret } from './secret.ts';

/** The Clerk keys as they stand in the environment; `undefined` when not set. */
export type ClerkKeyInput = {
  publishableKey: string | undefined;
  secretKey: string | undefined;
  /** PEM of the instance's public key: verification then needs no network. */
  jwtKey: string | undefined;
};

/** What the keys add up to. `emulator` holds no keys: they come from the emulator once it listens. */
export type ClerkKeys =
  | { connection: 'emulator' }
  | { connection: 'instance'; publishableKey: PublishableKey; secretKey: Secret; jwtKey?: string }
  | { connection: 'public'; publishableKey: PublishableKey; jwtKey?: string };

/**
 * Takes the Clerk keys from an environment. `CLERK_SECRET_KEY_FILE` names a file that holds the secret key, as container
 * secrets are mounted; `readTextFile` reads it and may throw.
 */
export function readClerkKeyInput(
  environment: Record<string, string | undefined>,
  readTextFile: (path: string) => string,
): Result<ClerkKeyInput, SetupProblem> {
  const input: ClerkKeyInput = {
    publishableKey: environment.CLERK_PUBLISHABLE_KEY?.trim() || undefined,
    secretKey: environment.CLERK_SECRET_KEY?.trim() || undefined,
    jwtKey: environment.CLERK_JWT_KEY?.trim() || undefined,
  };
  const file = environment.CLERK_SECRET_KEY_FILE;
  if (!file) return success(input);
  const problem = (reason: string, remedy: string) =>
    failure({ setting: 'CLERK_SECRET_KEY_FILE', reason, remedy });
  if (input.secretKey)
    return problem(
      'CLERK_SECRET_KEY is set as well',
      'Set one of the two, so that it is clear which key counts.',
    );
  try {
    const secretKey = readTextFile(file).trim();
    return secretKey
      ? success({ ...input, secretKey })
      : problem('the file is empty', 'Write the secret key into it, on one line.');
  } catch {
    return problem('the file cannot be read', 'Check that it exists and that this user may read it.');
  }
}

const apiKeysPage = 'Copy it again from the API keys page of your instance in the Clerk dashboard.';

/** Derives the connection from the keys, or says which key is wrong, why, and how to mend it. */
export function readClerkKeys(input: ClerkKeyInput): Result<ClerkKeys, SetupProblem> {
  const { publishableKey, secretKey, jwtKey } = input;
  if (!publishableKey)
    return secretKey || jwtKey ? failure(missingPublishableKey(input)) : success({ connection: 'emulator' });

  const parsed = parsePublishableKey(publishableKey);
  if (!parsed.ok)
    return failure({ setting: 'CLERK_PUBLISHABLE_KEY', reason: parsed.error, remedy: apiKeysPage });
  if (isEmulatedHost(parsed.data.frontendApiHost))
    return failure({
      setting: 'CLERK_PUBLISHABLE_KEY',
      reason: 'it is the key of a local emulator',
      remedy: 'Unset the CLERK_ keys to use the emulator, or give the key of a real instance.',
    });

  const jwt = checkJwtKey(jwtKey);
  if (!jwt.ok) return jwt;
  if (!secretKey) return success({ connection: 'public', publishableKey: parsed.data, ...jwt.data });

  const secret = checkSecretKey(secretKey, parsed.data);
  if (!secret.ok) return secret;
  return success({
    connection: 'instance',
    publishableKey: parsed.data,
    secretKey: secret.data,
    ...jwt.data,
  });
}

function missingPublishableKey({ secretKey }: ClerkKeyInput): SetupProblem {
  return {
    setting: 'CLERK_PUBLISHABLE_KEY',
    reason: `it is missing, although ${secretKey ? 'CLERK_SECRET_KEY' : 'CLERK_JWT_KEY'} is set`,
    remedy: 'Set both keys to use your instance, or neither to use the local emulator.',
  };
}

function checkSecretKey(value: string, publishableKey: PublishableKey): Result<Secret, SetupProblem> {
  const problem = (reason: string, remedy = apiKeysPage) =>
    failure({ setting: 'CLERK_SECRET_KEY', reason, remedy });
  if (/^pk_/.test(value)) return problem('it is a publishable key (pk_…), not a secret key (sk_…)');
  const environment = /^sk_(test|live)_\S+$/.exec(value)?.[1];
  if (!environment) return problem('it does not look like sk_test_… or sk_live_…');
  if (environment !== publishableKey.environment)
    return problem(
      `it belongs to a ${environment} instance and CLERK_PUBLISHABLE_KEY to a ${publishableKey.environment} one`,
      'Take both keys from the same instance.',
    );
  return success(createSecret(value));
}

function checkJwtKey(value: string | undefined): Result<{ jwtKey?: string }, SetupProblem> {
  if (!value) return success({});
  const pem = value.replace(/\\n/g, '\n').trim();
  if (/^-----BEGIN PUBLIC KEY-----[\sA-Za-z0-9+/=]+-----END PUBLIC KEY-----$/.test(pem))
    return success({ jwtKey: pem });
  return failure({
    setting: 'CLERK_JWT_KEY',
    reason: 'it is not a PEM public key (-----BEGIN PUBLIC KEY-----)',
    remedy:
      'Copy the JWKS public key in PEM form from the API keys page of your instance in the Clerk dashboard.',
  });
}

/**
 * What an API process is told about Clerk, complete and ready to use. `apiUrl` is the base URL of the Backend API;
 * `issuer` is what `iss` in a session token must equal. Crosses a process border, so the secret key is plain here.
 */
export const clerkSettingsSchema = z.discriminatedUnion('connection', [
  z.strictObject({
    connection: z.literal('emulator'),
    publishableKey: z.string(),
    secretKey: z.string(),
    apiUrl: z.url(),
    issuer: z.url(),
  }),
  z.strictObject({
    connection: z.literal('instance'),
    publishableKey: z.string(),
    secretKey: z.string(),
    apiUrl: z.url(),
    issuer: z.url(),
    jwtKey: z.string().optional(),
  }),
  z.strictObject({
    connection: z.literal('public'),
    publishableKey: z.string(),
    issuer: z.url(),
    jwtKey: z.string().optional(),
  }),
]);
export type ClerkSettings = z.infer<typeof clerkSettingsSchema>;

const clerkBackendApi = 'https://api.clerk.com';

/** What an API process has to know for `keys`; `emulator` is what the running emulator said of itself. */
export function clerkSettingsOf(
  keys: Exclude<ClerkKeys, { connection: 'emulator' }> | { connection: 'emulator'; emulator: EmulatorReady },
): ClerkSettings {
  if (keys.connection === 'emulator') {
    const { publishableKey, secretKey, url, issuer } = keys.emulator;
    return { connection: 'emulator', publishableKey, secretKey, apiUrl: url, issuer };
  }
  const { publishableKey, jwtKey } = keys;
  const common = {
    publishableKey: publishableKey.value,
    issuer: issuerOf(publishableKey),
    ...(jwtKey ? { jwtKey } : {}),
  };
  return keys.connection === 'public'
    ? { connection: 'public', ...common }
    : { connection: 'instance', ...common, secretKey: keys.secretKey.reveal(), apiUrl: clerkBackendApi };
}
