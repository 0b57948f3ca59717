import express, { type Express } from 'express';
import { apiName } from '../src-contracts/brand.ts';
import type { ClerkSettings } from '../src-contracts/clerk-settings.ts';
import { createDirectory, createUnavailableDirectory } from './clerk/directory.ts';
import { createKeySetFetch } from './clerk/key-set-fetch.ts';
import { createFixedSigningKey, createRemoteSigningKeys, type SigningKeys } from './clerk/signing-keys.ts';
import { createTokenVerifier } from './clerk/token-verifier.ts';
import { createErrorHandler } from './errors/error-handler.ts';
import type { Logger } from './logger.ts';
import { createAccessLog } from './middleware/access-log.ts';
import { createCrossOrigin } from './middleware/cross-origin.ts';
import { createLaunchTokenCheck } from './middleware/launch-token.ts';
import { createLoopbackGuard } from './middleware/loopback-guard.ts';
import { startContext } from './middleware/request-context.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import type { Services } from './routes/route.ts';
import { registerRoutes } from './routes/route-registration.ts';
import { methodsOf, routeTable } from './routes/route-table.ts';

export type ApiOptions = {
  clerk: ClerkSettings;
  /** Origins that may call the API and that tokens may be issued to (`azp`). */
  authorizedParties: readonly string[];
  /**
   * SECURITY S16: whether a token without `azp` is refused: where every client is a page of ours, it has one.
   */
  requireAuthorizedParty: boolean;
  /** Embedded: every route but liveness asks for it, and `localhost` is no name of this API. */
  launchToken?: string;
  logger: Logger;
  version: string;
  /**
   * Monotonic milliseconds, for the age of what is cached. Token times are compared with the machine's clock.
   */
  now: () => number;
};

/** The API as an Express application. Does nothing until it is called: no listening, no request to Clerk. */
export function createApi(options: ApiOptions): Express {
  const { clerk, authorizedParties, launchToken, logger, now } = options;
  const keys = createSigningKeys(clerk, now);
  const services: Services = {
    info: { name: apiName, version: options.version, connection: clerk.connection },
    directory: clerk.connection === 'public' ? createUnavailableDirectory() : createDirectory(clerk, now),
    checkSigningKeys: keys.check,
  };
  const verifyToken = createTokenVerifier(keys, {
    issuer: clerk.issuer,
    authorizedParties,
    requireAuthorizedParty: options.requireAuthorizedParty,
  });

  const app = express();
  app.disable('etag').enable('strict routing').enable('case sensitive routing');
  app.use(startContext);
  app.use(createAccessLog(logger, now));
  app.use(securityHeaders);
  app.use(
    createLoopbackGuard({
      allowedOrigins: authorizedParties,
      allowLocalhost: launchToken === undefined,
      allowNavigation: false,
    }),
  );
  // Before the launch token: a preflight cannot carry it, and the window has to read why it was refused.
  app.use(createCrossOrigin(authorizedParties, methodsOf(routeTable)));
  if (launchToken !== undefined) app.use(createLaunchTokenCheck(launchToken));
  registerRoutes(app, routeTable, services, verifyToken);
  app.use(createErrorHandler(logger));
  return app;
}

function createSigningKeys(clerk: ClerkSettings, now: () => number): SigningKeys {
  return 'jwtKey' in clerk && clerk.jwtKey !== undefined
    ? createFixedSigningKey(clerk.jwtKey)
    : createRemoteSigningKeys(createKeySetFetch(clerk), now);
}
