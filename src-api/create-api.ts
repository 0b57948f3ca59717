import type { RequestListener } from 'node:http';
import express, { type Express } from 'express';
import { apiName } from '../src-contracts/brand.ts';
import type { ClerkSettings } from '../src-contracts/clerk-settings.ts';
import type { Secret } from '../src-contracts/secret.ts';
import type { Settings } from '../src-contracts/settings.ts';
import { type ClerkCaller, createClerkCaller } from './clerk/clerk-caller.ts';
import { createDirectory, createUnavailableDirectory } from './clerk/directory.ts';
import type { Invalidation } from './clerk/invalidation.ts';
import { createKeySetFetch } from './clerk/key-set-fetch.ts';
import { createFixedSigningKey, createRemoteSigningKeys, type SigningKeys } from './clerk/signing-keys.ts';
import { createTokenVerifier } from './clerk/token-verifier.ts';
import { createErrorHandler, createProblemAnswer } from './errors/error-handler.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createMetricsPage } from './metrics/metrics-page.ts';
import { createObservedCaller } from './metrics/observed-caller.ts';
import { createObservedLog } from './metrics/observed-log.ts';
import { createAccessLog, createRequestLog } from './middleware/access-log.ts';
import { createCrossOrigin } from './middleware/cross-origin.ts';
import { createLaunchTokenCheck } from './middleware/launch-token.ts';
import { createLoopbackCheck, refuseBy } from './middleware/loopback-guard.ts';
import { prepareHeaders } from './middleware/prepared-headers.ts';
import { createRateLimit, createRequestLimit } from './middleware/rate-limit.ts';
import { startContext } from './middleware/request-context.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { readQuery } from './routes/query.ts';
import { createReadLane } from './routes/read-lane.ts';
import type { Services } from './routes/route.ts';
import { registerRoutes } from './routes/route-registration.ts';
import { methodsOf, routeTable } from './routes/route-table.ts';
import { createSharedDirectory } from './shared/shared-directory.ts';
import type { SharedState } from './shared/shared-state.ts';
import { tuningOf } from './tuning.ts';
import { createWebhookReceiver } from './webhooks/webhook-receiver.ts';

export type ApiOptions = {
  clerk: ClerkSettings;
  /** Origins that may call the API and that tokens may be issued to (`azp`). */
  authorizedParties: readonly string[];
  /**
   * SECURITY S16: whether a token without `azp` is refused: where every client is a page of ours, it has one.
   */
  requireAuthorizedParty: boolean;
  /** `Host` headers that are served beside those of loopback. */
  allowedHosts?: readonly string[];
  /** Addresses and networks whose X-Forwarded-For is believed; nobody's when it is left out. */
  trustedProxies?: readonly string[];
  /** Embedded: every route but liveness asks for it, and `localhost` is no name of this API. */
  launchToken?: string;
  logger: Logger;
  version: string;
  /** What is not set has its default. */
  settings?: Settings;
  /** Signing secret of the webhook; without it webhooks are off. */
  webhookSecret?: Secret;
  /** Counts; nothing is counted without it. */
  metrics?: Metrics;
  /** What `GET /metrics` asks for; without it there is no such page. */
  metricsToken?: Secret;
  /** What is shared with other instances; nothing without it. */
  shared?: SharedState;
  /**
   * Monotonic milliseconds, for the age of what is cached. Token times are compared with the machine's clock.
   */
  now: () => number;
};

export type Api = {
  /** All of it, as an Express application. */
  app: Express;
  /** For a server of its own: the same, with a shorter way for what is asked most. */
  listener: RequestListener;
};

/** The API. Does nothing until it is called: no listening, no request to Clerk. */
export function createApi(options: ApiOptions): Api {
  const { clerk, authorizedParties, launchToken, logger, now, allowedHosts = [], trustedProxies } = options;
  const tuning = tuningOf(options.settings ?? {});
  // Each connection uses one API of Clerk's: the Backend API, or (public) the Frontend API for its key set.
  const { metrics, metricsToken } = options;
  const plainCaller = createClerkCaller(Math.random, metrics?.setCircuit);
  const caller = metrics ? createObservedCaller(plainCaller, metrics, now) : plainCaller;
  const keys = createSigningKeys(clerk, caller, now);
  const { webhookSecret: secret, shared } = options;
  const own =
    clerk.connection === 'public'
      ? createUnavailableDirectory()
      : createDirectory(clerk, caller, tuning, now, shared?.users, metrics);
  const directory = shared ? createSharedDirectory(own, shared) : own;
  const invalidate = async (invalidation: Invalidation) => {
    directory.forget(invalidation);
    await shared?.announce(invalidation);
  };
  const services: Services = {
    info: { name: apiName, version: options.version, connection: clerk.connection },
    directory,
    checkSigningKeys: keys.check,
    ...(metrics && metricsToken ? { metricsPage: createMetricsPage(metrics, metricsToken) } : {}),
    redisState: () => shared?.state() ?? 'not-used',
    ...(secret ? { webhooks: createWebhookReceiver({ secret, invalidate, now }) } : {}),
  };
  const tokens = createTokenVerifier(keys, {
    issuer: clerk.issuer,
    authorizedParties,
    requireAuthorizedParty: options.requireAuthorizedParty,
  });
  const loopbackCheck = createLoopbackCheck({
    allowedOrigins: authorizedParties,
    allowLocalhost: launchToken === undefined,
    allowedHosts,
    allowNavigation: false,
  });
  const launchChecks = launchToken === undefined ? [] : [createLaunchTokenCheck(launchToken)];
  const crossOrigin = createCrossOrigin(authorizedParties, methodsOf(routeTable));
  const limit = createRequestLimit(tuning.rateLimits, now);
  const plainLog = createRequestLog(logger, now);
  const logRequest = metrics ? createObservedLog(plainLog, metrics, now) : plainLog;

  const app = express();
  app.disable('etag').disable('x-powered-by').enable('strict routing').enable('case sensitive routing');
  app.set('query parser', readQuery);
  if (trustedProxies) app.set('trust proxy', [...trustedProxies]);
  app.use(startContext);
  app.use(createAccessLog(logRequest));
  app.use(securityHeaders);
  app.use(refuseBy(loopbackCheck));
  // Before the launch token: a preflight cannot carry it, and the window has to read why it was refused.
  app.use(crossOrigin);
  for (const check of launchChecks) app.use(refuseBy(check));
  // After the launch token: who has none cannot use up what the window may ask.
  app.use(shared?.createRateLimit(tuning.rateLimits, now) ?? createRateLimit(limit));
  registerRoutes(app, routeTable, services, tokens);
  app.use(createErrorHandler(logger));

  const answerRead = createReadLane({
    routes: routeTable,
    services,
    tokens,
    checks: [loopbackCheck, ...launchChecks],
    headersFor: prepareHeaders([securityHeaders, crossOrigin], authorizedParties),
    limit,
    logRequest,
    answerProblem: createProblemAnswer(logger),
  });
  // Limits that are shared have to be waited for.
  if (shared) return { app, listener: app };
  return {
    app,
    listener(request, response) {
      if (!answerRead(request, response)) app(request, response);
    },
  };
}

function createSigningKeys(clerk: ClerkSettings, caller: ClerkCaller, now: () => number): SigningKeys {
  return 'jwtKey' in clerk && clerk.jwtKey !== undefined
    ? createFixedSigningKey(clerk.jwtKey)
    : createRemoteSigningKeys(createKeySetFetch(clerk, caller), now);
}
