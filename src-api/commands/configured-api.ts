import { windowOrigin } from '../../src-contracts/brand.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { Settings } from '../../src-contracts/settings.ts';
import type { ClerkConnection } from '../clerk-connection.ts';
import { createApi } from '../create-api.ts';
import type { Logger } from '../logger.ts';
import { type ApiServer, ownOrigins, startServer } from '../server.ts';
import type { SharedState } from '../shared/shared-state.ts';
import { tuningOf } from '../tuning.ts';
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
  const shared = await openSharedState(options);
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
        ...(secrets.webhookSecret ? { webhookSecret: secrets.webhookSecret } : {}),
        ...(shared ? { shared } : {}),
        logger,
        version,
        now,
      }).listener,
  });
  if (!server.ok) {
    shared?.close();
    return failure(server.error.problem);
  }
  const { close } = server.data;
  return success({ ...server.data, close: () => close().finally(() => shared?.close()) });
}

async function openSharedState(options: ConfiguredApiOptions): Promise<SharedState | undefined> {
  const { settings, connection, secrets, logger } = options;
  const { redisUrl: url } = secrets;
  if (!url) return undefined;
  // Read when it is used: few do, and everybody would wait for it.
  const { createSharedState } = await import('../shared/shared-state.ts');
  return createSharedState({
    url,
    issuer: connection.clerk.issuer,
    userMilliseconds: tuningOf(settings).userCacheMilliseconds,
    logger,
    onChange: () => undefined,
  });
}
