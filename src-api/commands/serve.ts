import { apiName, defaultApiPort } from '../../src-contracts/brand.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import type { ApiReady } from '../../src-contracts/ready-line.ts';
import { type Result, success } from '../../src-contracts/result.ts';
import { openClerkConnection, readyLineOf } from '../clerk-connection.ts';
import { createLogger } from '../logger.ts';
import type { Configuration } from './configuration.ts';
import { startConfiguredApi } from './configured-api.ts';
import { readExposure } from './exposure.ts';
import { readServiceSecrets } from './service-secrets.ts';

export type ServeOptions = {
  configuration: Configuration;
  /** May throw. */
  readTextFile: (path: string) => string;
  version: string;
  /** Monotonic milliseconds. */
  now: () => number;
  /** Milliseconds since the epoch, for the validity of certificates. */
  wallClock: () => number;
};

export type RunningApi = {
  ready: ApiReady;
  /** Lets running requests finish, then ends the emulator if there is one. */
  stop: () => Promise<void>;
};

/** Opens the connection to Clerk, then listens. */
export async function serve(options: ServeOptions): Promise<Result<RunningApi, SetupProblem>> {
  const { configuration, readTextFile, version, now, wallClock } = options;
  const { environment, settings } = configuration;
  const exposure = readExposure(settings, { readTextFile, now: wallClock });
  if (!exposure.ok) return exposure;
  const secrets = readServiceSecrets(environment, readTextFile);
  if (!secrets.ok) return secrets;
  const logger = createLogger(settings.FRONTDESK_LOG_LEVEL ?? 'info');
  const connection = await openClerkConnection({ environment, settings, readTextFile, logger });
  if (!connection.ok) return connection;

  const port = settings.FRONTDESK_PORT ?? defaultApiPort;
  const server = await startConfiguredApi({
    settings,
    port,
    exposure: exposure.data,
    connection: connection.data,
    secrets: secrets.data,
    logger,
    version,
    now,
  });
  if (!server.ok) {
    await connection.data.stop();
    return server;
  }
  return success({
    ready: readyLineOf(apiName, version, server.data.url, connection.data),
    async stop() {
      await server.data.close();
      await connection.data.stop();
    },
  });
}
