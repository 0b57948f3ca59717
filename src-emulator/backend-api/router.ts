import express, { type Router } from 'express';
import type { Server } from '../http/settle.ts';
import { createBackendHandle, requireSecretKey } from './call.ts';
import { addClientRoutes } from './client-routes.ts';
import { addDomainRoutes } from './domain-routes.ts';
import { addIdentifierListRoutes } from './identifier-list-routes.ts';
import { addInstanceRoutes } from './instance-routes.ts';
import { addJwtTemplateRoutes } from './jwt-template-routes.ts';
import { addMachineRoutes } from './machine-routes.ts';
import { addRedirectUrlRoutes } from './redirect-url-routes.ts';
import { addSecondFactorRoutes } from './second-factor-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addUserRoutes } from './user-routes.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

const segments = [
  'users',
  'sessions',
  'clients',
  'jwks',
  'webhooks',
  'jwt_templates',
  'allowlist_identifiers',
  'blocklist_identifiers',
  'redirect_urls',
  'domains',
  'instance',
  'machines',
];

/** Whether a path below `/v1` belongs to the Backend API; the Frontend API has the rest. */
export const isBackendPath = (path: string): boolean => segments.includes(path.split('/')[1] ?? '');

/**
 * Clerk's Backend API as @clerk/backend calls it. SECURITY S47: it answers no preflight and sends no CORS header,
 * so that no web page can use the well-known secret key.
 */
export function createBackendRouter(server: Server): Router {
  const router = express.Router();
  router.use(requireSecretKey(server.context), express.json({ limit: '1mb' }));
  const handle = createBackendHandle(server);
  router.get(
    '/jwks',
    handle(() => server.context.tokens.jwks),
  );
  for (const addRoutes of [
    addUserRoutes,
    addSecondFactorRoutes,
    addSessionRoutes,
    addClientRoutes,
    addWebhookRoutes,
    addJwtTemplateRoutes,
    addIdentifierListRoutes,
    addRedirectUrlRoutes,
    addDomainRoutes,
    addInstanceRoutes,
    addMachineRoutes,
  ])
    addRoutes(router, handle, server.context);
  return router;
}
