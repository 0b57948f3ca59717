import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import { createSecret, type Secret } from '../../src-contracts/secret.ts';

/** The secrets of the headless API beside Clerk's keys; what is not set is off. */
export type ServiceSecrets = {
  /** Signing secret of Clerk's webhook. */
  webhookSecret?: Secret;
  /** URL of the Redis that instances share; it may hold a password. */
  redisUrl?: Secret;
  /** What `GET /metrics` asks for. */
  metricsToken?: Secret;
};

type Description = {
  /** Variable that holds it; the same name with `_FILE` names a file that does. */
  variable: string;
  isUsable: (value: string) => boolean;
  expectation: string;
};

const descriptions: Record<keyof ServiceSecrets, Description> = {
  webhookSecret: {
    variable: 'CLERK_WEBHOOK_SIGNING_SECRET',
    isUsable: (value) => /^whsec_[A-Za-z0-9+/]{8,}={0,2}$/.test(value),
    expectation:
      'Copy the signing secret (whsec_…) of the endpoint from the webhooks page of the Clerk dashboard.',
  },
  redisUrl: {
    variable: 'REDIS_URL',
    isUsable: (value) => /^rediss?:/.test(value) && hostOf(value) !== '',
    expectation:
      'Give redis://host:6379, or rediss:// for TLS, with user:password@ before the host where one is needed.',
  },
  metricsToken: {
    variable: 'FRONTDESK_METRICS_TOKEN',
    isUsable: (value) => /^[\x21-\x7e]{16,256}$/.test(value),
    expectation: 'Give 16 to 256 characters without spaces, e.g. what openssl rand -hex 32 prints.',
  },
};

/** Names that a configuration file may hold: of files only. SECURITY S27: a secret has a file of its own. */
export const secretFileNames = Object.values(descriptions).map(({ variable }) => `${variable}_FILE`);
export const secretNames = [
  'CLERK_SECRET_KEY',
  ...Object.values(descriptions).map(({ variable }) => variable),
];

/** Reads the secrets from their variables, or from the files that `…_FILE` names; `readTextFile` may throw. */
export function readServiceSecrets(
  environment: Record<string, string | undefined>,
  readTextFile: (path: string) => string,
): Result<ServiceSecrets, SetupProblem> {
  const secrets: ServiceSecrets = {};
  for (const [name, description] of Object.entries(descriptions)) {
    const secret = readSecret(description, environment, readTextFile);
    if (!secret.ok) return secret;
    if (secret.data) Object.assign(secrets, { [name]: secret.data });
  }
  return success(secrets);
}

function readSecret(
  { variable, isUsable, expectation }: Description,
  environment: Record<string, string | undefined>,
  readTextFile: (path: string) => string,
): Result<Secret | undefined, SetupProblem> {
  const given = environment[variable]?.trim();
  const file = environment[`${variable}_FILE`];
  const problem = (setting: string, reason: string, remedy: string) => failure({ setting, reason, remedy });
  if (given && file)
    return problem(
      `${variable}_FILE`,
      `${variable} is set as well`,
      'Set one of the two, so that it is clear which counts.',
    );
  if (!given && !file) return success(undefined);
  const value = given || readText(file ?? '', readTextFile);
  const setting = given ? variable : `${variable}_FILE`;
  if (value === undefined)
    return problem(
      setting,
      'the file cannot be read',
      'Check that it exists and that this user may read it.',
    );
  return isUsable(value)
    ? success(createSecret(value))
    : problem(setting, 'its value cannot be used', expectation);
}

function readText(file: string, readTextFile: (path: string) => string): string | undefined {
  try {
    return readTextFile(file).trim();
  } catch {
    return undefined;
  }
}

const hostOf = (value: string): string => (URL.canParse(value) ? new URL(value).hostname : '');
