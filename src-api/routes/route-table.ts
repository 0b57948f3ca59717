import { z } from 'zod';
import {
  meRoute,
  organizationListRoute,
  otherSessionsRevocationRoute,
  profileChangeRoute,
  protectedRoute,
  sessionListRoute,
  sessionRevocationRoute,
} from './account-routes.ts';
import { userPageRoute } from './admin-routes.ts';
import { metricsRoute, webhookRoute } from './machine-routes.ts';
import { createOpenApiDocument } from './open-api.ts';
import { noBody, nothing, openRoute, type Route } from './route.ts';
import { healthRoute, readinessRoute, serviceInfoRoute } from './service-routes.ts';

/**
 * Every route there is: registration, `Allow`, CORS methods and the OpenAPI document come from this list
 * alone.
 */
export const routeTable: readonly Route[] = [
  serviceInfoRoute,
  healthRoute,
  readinessRoute,
  protectedRoute,
  meRoute,
  profileChangeRoute,
  sessionListRoute,
  // Before the path with a parameter, which would match it too.
  otherSessionsRevocationRoute,
  sessionRevocationRoute,
  organizationListRoute,
  userPageRoute,
  webhookRoute,
  metricsRoute,
  openRoute({
    method: 'get',
    path: '/openapi.json',
    summary: 'This description of the API (OpenAPI 3.1).',
    permission: 'public',
    params: nothing,
    query: nothing,
    body: noBody,
    response: z.looseObject({ openapi: z.literal('3.1.1') }),
    problems: [],
    handle: async ({ info }) => createOpenApiDocument(routeTable, info.version),
  }),
];

/** HTTP methods that the routes among `routes` answer; HEAD goes with GET. */
export const methodsOf = (routes: readonly Route[]): string[] => [
  ...new Set(routes.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))),
];
