import express, { type Express } from 'express';
import { createErrorHandler, createLoopbackGuard, type Logger, startContext } from '../src-api/index.ts';
import { browserWindowPath } from '../src-contracts/brand.ts';
import type { WindowOrigins } from '../src-contracts/content-security-policy.ts';
import type { WindowState } from '../src-contracts/window-state.ts';
import type { ClientTokenVault } from './client-token-vault.ts';
import { createHostRoutes } from './host-routes.ts';
import { createWindowRoutes } from './window-routes.ts';

export type WebAppOptions = {
  /** The API, which has the root of this origin. */
  api: Express;
  windowFolder: string;
  state: WindowState;
  origins: WindowOrigins;
  /** The origins that this server itself is called by. */
  ownOrigins: readonly string[];
  vault: ClientTokenVault;
  cookieName: string;
  logger: Logger;
};

/** Browser mode: the built window below /app/ and the API, from one loopback origin. */
export function createWebApp(options: WebAppOptions): Express {
  const { api, windowFolder, state, origins, ownOrigins, vault, cookieName, logger } = options;
  const guarded = {
    allowedOrigins: ownOrigins,
    allowLocalhost: true,
    allowedHosts: [],
    allowNavigation: false,
  };
  const guard = createLoopbackGuard(guarded);
  const web = express();
  web.disable('x-powered-by').disable('etag').enable('strict routing');
  web.use(startContext);
  // A person who opens the address of the API in a browser means the window.
  web.get(['/', '/app'], guard, (request, response, next) => {
    if (request.path === '/app' || request.accepts(['json', 'html']) === 'html')
      response.redirect(303, browserWindowPath);
    else next();
  });
  web.use(
    `${browserWindowPath}_host`,
    guard,
    createHostRoutes({ readState: () => state, vault, cookieName }),
  );
  web.use(
    browserWindowPath,
    // SECURITY S03: the window's files say nothing about anybody, and an identity provider leads back to them.
    createLoopbackGuard({ ...guarded, allowNavigation: true }),
    createWindowRoutes(windowFolder, () => origins, cookieName),
  );
  web.use(api);
  web.use(createErrorHandler(logger));
  return web;
}
