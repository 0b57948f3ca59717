import express, { type Express } from 'express';
import { createMachineRouter } from './backend-api/machine-router.ts';
import { createBackendRouter, isForBackend } from './backend-api/router.ts';
import type { Controls } from './control/controls.ts';
import { injectFaults, jwksPath } from './control/inject-faults.ts';
import { createControlRouter } from './control/router.ts';
import { notImplemented, urlNotFound } from './errors/catalogue.ts';
import { isLeftOut } from './errors/left-out-operations.ts';
import { servePackageFiles } from './frontend-api/package-files.ts';
import { createFrontendRouter } from './frontend-api/router.ts';
import { handleErrors } from './http/errors.ts';
import { guardHost } from './http/host-guard.ts';
import { logRequests } from './http/log.ts';
import { replyJson } from './http/reply.ts';
import { rememberRequestOrigin } from './http/request-origin.ts';
import type { Server } from './http/settle.ts';
import { createProviderRouter } from './identity-provider/router.ts';
import { createCodes } from './oauth-server/codes.ts';
import { createOauthServerRouter } from './oauth-server/router.ts';

/** All of the emulator's HTTP, in the order in which a request passes it. */
export function createApp(
  server: Server,
  controls: Controls,
  { port, packagesDir }: { port: number; packagesDir: string },
): Express {
  const { context, log } = server;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(logRequests(log), guardHost(port));
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    next();
  });
  app.use(rememberRequestOrigin);
  app.use(controls.requests.record, injectFaults(controls.faults));
  app.get(jwksPath, (_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    replyJson(response, 200, context.tokens.jwks);
  });
  app.use(servePackageFiles(packagesDir));
  app.use(createControlRouter(server, controls));
  app.use(createProviderRouter(server));
  const codes = createCodes(context);
  app.use(createOauthServerRouter(server, codes));

  app.use(createMachineRouter(server));
  const backend = createBackendRouter(server);
  const frontend = createFrontendRouter(server, codes);
  app.use('/v1', (request, response, next) =>
    (isForBackend(request.path, request.headers) ? backend : frontend)(request, response, next),
  );
  app.use(({ method, path }) => {
    throw isLeftOut(method, path) ? notImplemented(`${method} ${path}`) : urlNotFound();
  });
  app.use(handleErrors(log));
  return app;
}
