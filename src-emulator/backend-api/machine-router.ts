import express, { type RequestHandler } from 'express';
import { urlNotFound } from '../errors/catalogue.ts';
import { createUserApiKeyRouter } from '../frontend-api/user-api-key-routes.ts';
import type { Server } from '../http/settle.ts';
import { addApiKeyRoutes } from './api-key-routes.ts';
import { createBackendHandle, hasSecretKey } from './call.ts';
import { requireMachineKey } from './machine-call.ts';
import { addMachineTokenRoutes } from './machine-token-routes.ts';
import { addOauthTokenRoutes } from './oauth-application-routes.ts';

const machinePath = /^\/(?:v1\/)?(?:m2m_tokens|api_keys|oauth_applications\/access_tokens)(?:\/|$)/;

/** Whether a path belongs to the routes that @clerk/backend asks for without `/v1`; they answer below it too. */
export const isMachinePath = (path: string): boolean => machinePath.test(path);

/**
 * What machines and programs identify themselves with. These routes have keys of their own, and `/api_keys` is also
 * what Clerk's components ask for in the name of who is signed in.
 */
export function createMachineRouter(server: Server): RequestHandler {
  const router = express.Router();
  const handle = createBackendHandle(server);
  const userApiKeys = createUserApiKeyRouter(server);
  router.use('/api_keys', (request, response, next) =>
    hasSecretKey(server.context, request) ? next() : userApiKeys(request, response, next),
  );
  router.use('/m2m_tokens', requireMachineKey(server, true));
  router.use(['/api_keys', '/oauth_applications'], requireMachineKey(server, false));
  router.use(express.json({ limit: '1mb' }));
  addMachineTokenRoutes(router, handle, server.context);
  addApiKeyRoutes(router, handle, server.context);
  addOauthTokenRoutes(router, handle, server.context);
  router.use(() => {
    throw urlNotFound();
  });
  return (request, response, next) => {
    if (!isMachinePath(request.path)) return next();
    request.url = request.url.replace(/^\/v1(?=\/)/, '');
    router(request, response, next);
  };
}
