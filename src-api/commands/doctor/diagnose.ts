import { defaultApiPort } from '../../../src-contracts/brand.ts';
import type { ClerkSettings } from '../../../src-contracts/clerk-settings.ts';
import { parsePublishableKey } from '../../../src-contracts/publishable-key.ts';
import { openClerkConnection } from '../../clerk-connection.ts';
import type { ConfigurationSource } from '../../cli-arguments.ts';
import { createLogger } from '../../logger.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { onLoopback, readExposure } from '../exposure.ts';
import { readServiceSecrets, type ServiceSecrets } from '../service-secrets.ts';
import { checkAddress } from './address-check.ts';
import { checkClerk } from './clerk-checks.ts';
import { type CheckName, type Finding, ok, problem, setupProblem, skipped, warning } from './finding.ts';
import { checkPort } from './port-check.ts';
import type { Fetch } from './probe.ts';

export type DiagnoseOptions = {
  source: ConfigurationSource;
  environment: Record<string, string | undefined>;
  /** May throw. */
  readTextFile: (path: string) => string;
  /** Of the running Node, e.g. `20.19.0`. */
  nodeVersion: string;
  fetch: Fetch;
  /** Milliseconds since the epoch. */
  now: () => number;
};

/** Runs every check that can be run; one that rests on a failed one is skipped. */
export async function diagnose(options: DiagnoseOptions): Promise<Finding[]> {
  const node = checkNode(options.nodeVersion);
  const configuration = readConfiguration(options);
  if (!configuration.ok)
    return [node, setupProblem('settings', configuration.error), ...skipAll('the settings cannot be read')];

  const { settings, environment } = configuration.data;
  const secrets = readServiceSecrets(environment, options.readTextFile);
  return [
    node,
    secrets.ok
      ? ok('settings', 'every setting is known and has a usable value')
      : setupProblem('settings', secrets.error),
    checkAddress(readExposure(settings, options), options.now()),
    ...(await checkConnection(configuration.data, options)),
    secrets.ok
      ? await checkSharedRedis(secrets.data)
      : skipped('redis', 'a secret cannot be read, see settings'),
    await checkPort(
      settings.FRONTDESK_HOST ?? onLoopback.host,
      settings.FRONTDESK_PORT ?? defaultApiPort,
      options.fetch,
    ),
  ];
}

const clerkChecks: readonly CheckName[] = ['frontend-api', 'backend-api', 'key-set', 'clock'];
const skipAll = (reason: string): Finding[] =>
  (['address', 'keys', 'emulator', ...clerkChecks, 'redis', 'port'] as const).map((check) =>
    skipped(check, reason),
  );

async function checkSharedRedis({ redisUrl }: ServiceSecrets): Promise<Finding> {
  if (redisUrl === undefined) return skipped('redis', 'not used: REDIS_URL is not set');
  // Loaded by those alone who use it.
  const { checkRedis } = await import('./redis-check.ts');
  return checkRedis(redisUrl);
}

const oldestNode = { major: 20, minor: 19 };

function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)
    ? ok('node', `Node ${version}`)
    : problem(
        'node',
        `Node ${version} is too old`,
        `Install Node ${oldestNode.major}.${oldestNode.minor} or newer.`,
      );
}

/** Opens the connection as the API does. An emulator started for that has no data folder: the API may have it. */
async function checkConnection(
  { environment, settings }: Configuration,
  options: DiagnoseOptions,
): Promise<Finding[]> {
  const { FRONTDESK_DATA_DIR: _folder, ...rest } = settings;
  const connection = await openClerkConnection({
    environment,
    settings: rest,
    readTextFile: options.readTextFile,
    logger: createLogger('silent'),
  });
  if (!connection.ok) {
    const skippedChecks = clerkChecks.map((check) => skipped(check, 'there is no connection, see above'));
    return connection.error.setting.startsWith('CLERK_')
      ? [setupProblem('keys', connection.error), skipped('emulator', 'see keys'), ...skippedChecks]
      : [ok('keys', noKeys), setupProblem('emulator', connection.error), ...skippedChecks];
  }
  const { clerk, emulator, stop } = connection.data;
  try {
    return [
      describeKeys(clerk),
      emulator ? ok('emulator', `${emulator.url} answers`) : skipped('emulator', 'not used: keys are set'),
      ...(await checkClerk({ ...options, clerk })),
    ];
  } finally {
    await stop();
  }
}

const noKeys = 'none are set: the local emulator stands in for Clerk';

function describeKeys(clerk: ClerkSettings): Finding {
  if (clerk.connection === 'emulator') return ok('keys', noKeys);
  const key = parsePublishableKey(clerk.publishableKey);
  const instance = key.ok ? `the ${key.data.environment} instance ${key.data.frontendApiHost}` : clerk.issuer;
  if (clerk.connection === 'instance') return ok('keys', `publishable and secret key of ${instance}`);
  return warning(
    'keys',
    `CLERK_SECRET_KEY is missing: tokens of ${instance} are verified, but sessions and users cannot be asked for`,
    'Set CLERK_SECRET_KEY, or CLERK_SECRET_KEY_FILE.',
  );
}
