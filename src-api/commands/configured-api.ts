import { windowOrigin } from '../../src-contracts/brand.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { Settings } from '../../src-contracts/settings.ts';
import type { ClerkConnection } from '../clerk-connection.ts';
import { createApi } from '../create-api.ts';
import type { Logger } from '../logger.ts';
import { type ApiServer, ownOrigins, startServer } from '../server.ts';
import { type Exposure, ownHosts } from './exposure.ts';
import type { ServiceSecrets } from './service-secrets.ts';

export type ConfiguredApiOptions = {
  settings: Settings;
  port: number;
  exposure: Exposure;
  connection: ClerkConnection;
  secrets: ServiceSecrets;
  logger: Logger;
  version: string;
  /** Monotonic milliseconds. */
  now: () => number;
};

/** Starts the API as the settings of the headless mode want it. */
export async function startConfiguredApi(
  options: ConfiguredApiOptions,
): Promise<Result<ApiServer, SetupProblem>> {
  const { settings, port, exposure, connection, secrets, logger, version, now } = options;
  const { host, tls, allowedHosts } = exposure;
  const { FRONTDESK_TRUSTED_PROXIES: trustedProxies } = settings;
  const server = await startServer({
    port,
    host,
    ...(tls ? { tls } : {}),
    logger,
    createListener: (url) =>
      createApi({
        clerk: connection.clerk,
        authorizedParties: settings.FRONTDESK_AUTHORIZED_PARTIES ?? [windowOrigin, ...ownOrigins(url)],
        requireAuthorizedParty: false,
        allowedHosts: [...allowedHosts, ...ownHosts(url)],
        ...(trustedProxies ? { trustedProxies } : {}),
        settings,
        ...secrets,
        logger,
        version,
        now,
      }).listener,
  });
  return server.ok ? success(server.data) : failure(server.error.problem);
}
