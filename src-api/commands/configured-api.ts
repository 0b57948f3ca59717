import { windowOrigin } from '../../src-contracts/brand.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { Settings } from '../../src-contracts/settings.ts';
import type { ClerkConnection } from '../clerk-connection.ts';
import { createApi } from '../create-api.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics/metrics.ts';
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
  const metrics = await openMetrics(options);
  const shared = await openSharedState(options, metrics);
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
        ...(secrets.metricsToken ? { metricsToken: secrets.metricsToken } : {}),
        ...(metrics ? { metrics } : {}),
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

/** Read when they are used, like what follows: few do, and everybody would wait for it. */
async function openMetrics(options: ConfiguredApiOptions): Promise<Metrics | undefined> {
  if (!options.secrets.metricsToken) return undefined;
  const { createMetrics } = await import('../metrics/create-metrics.ts');
  return createMetrics({ version: options.version, connection: options.connection.clerk.connection });
}

async function openSharedState(
  options: ConfiguredApiOptions,
  metrics: Metrics | undefined,
): Promise<SharedState | undefined> {
  const { settings, connection, secrets, logger } = options;
  const { redisUrl: url } = secrets;
  if (!url) return undefined;
  const { createSharedState } = await import('../shared/shared-state.ts');
  return createSharedState({
    url,
    issuer: connection.clerk.issuer,
    userMilliseconds: tuningOf(settings).userCacheMilliseconds,
    logger,
    onChange: (state) => metrics?.setRedis(state),
  });
}
