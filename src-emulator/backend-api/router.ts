import type { IncomingHttpHeaders } from 'node:http';
import express, { type ErrorRequestHandler, type Router } from 'express';
import { asDescribed } from '../errors/described-refusals.ts';
import { toApiError } from '../http/errors.ts';
import type { Server } from '../http/settle.ts';
import { addBulkUserRoutes } from './bulk-user-routes.ts';
import { createBackendHandle, requireSecretKey } from './call.ts';
import { addClientRoutes } from './client-routes.ts';
import { addDomainRoutes } from './domain-routes.ts';
import { addFixedSettingRoutes } from './fixed-setting-routes.ts';
import { addHandshakeRoutes } from './handshake-routes.ts';
import { addIdentifierListRoutes } from './identifier-list-routes.ts';
import { addIdentifierRoutes } from './identifier-routes.ts';
import { addInstanceRoutes } from './instance-routes.ts';
import { addInvitationRoutes } from './invitation-routes.ts';
import { addJwtTemplateRoutes } from './jwt-template-routes.ts';
import { addMachineRoutes } from './machine-routes.ts';
import { addOauthApplicationRoutes } from './oauth-application-routes.ts';
import { addOauthSettingsRoutes } from './oauth-settings-routes.ts';
import { addOrganizationDomainRoutes } from './organization-domain-routes.ts';
import { addOrganizationInvitationRoutes } from './organization-invitation-routes.ts';
import { addOrganizationMemberRoutes } from './organization-member-routes.ts';
import { addOrganizationRoleRoutes } from './organization-role-routes.ts';
import { addOrganizationRoutes } from './organization-routes.ts';
import { addOrganizationSettingsRoutes } from './organization-settings-routes.ts';
import { addPasskeyRoutes } from './passkey-routes.ts';
import { addPasswordRoutes } from './password-routes.ts';
import { addRedirectUrlRoutes } from './redirect-url-routes.ts';
import { addRoleSetRoutes } from './role-set-routes.ts';
import { addSecondFactorRoutes } from './second-factor-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addSignUpRoutes } from './sign-up-routes.ts';
import { addTokenRoutes } from './token-routes.ts';
import { addUserCredentialRoutes } from './user-credential-routes.ts';
import { addUserRoutes } from './user-routes.ts';
import { addWaitlistRoutes } from './waitlist-routes.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

const segments = [
  'users',
  'email_addresses',
  'phone_numbers',
  'sessions',
  'clients',
  'jwks',
  'webhooks',
  'sign_in_tokens',
  'actor_tokens',
  'testing_tokens',
  'sign_ups',
  'invitations',
  'waitlist_entries',
  'organization_memberships',
  'organization_invitations',
  'organization_roles',
  'organization_domains',
  'organization_permissions',
  'role_sets',
  'jwt_templates',
  'allowlist_identifiers',
  'blocklist_identifiers',
  'redirect_urls',
  'domains',
  'instance',
  'beta_features',
  'machines',
  'oauth_applications',
];

/** Paths that both APIs have. */
const sharedSegments = ['organizations'];

/**
 * Whether a request below `/v1` is for the Backend API; the Frontend API has the rest. Of paths that both have, it
 * gets what carries a secret key. SECURITY S47: a browser's request, which names its origin, never does, since the
 * Frontend API's answers to preflights would let web pages use the well-known key.
 */
export function isForBackend(path: string, headers: IncomingHttpHeaders): boolean {
  const segment = path.split('/')[1] ?? '';
  if (segments.includes(segment)) return true;
  return (
    sharedSegments.includes(segment) &&
    headers.origin === undefined &&
    (headers.authorization?.startsWith('Bearer sk_') ?? false)
  );
}

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
    addBulkUserRoutes,
    addSecondFactorRoutes,
    addSessionRoutes,
    addHandshakeRoutes,
    addClientRoutes,
    addWebhookRoutes,
    addPasswordRoutes,
    addPasskeyRoutes,
    addTokenRoutes,
    addSignUpRoutes,
    addInvitationRoutes,
    addWaitlistRoutes,
    addOrganizationRoutes,
    addOrganizationMemberRoutes,
    addOrganizationInvitationRoutes,
    addOrganizationDomainRoutes,
    addOrganizationRoleRoutes,
    addRoleSetRoutes,
    addOrganizationSettingsRoutes,
    addJwtTemplateRoutes,
    addIdentifierListRoutes,
    addRedirectUrlRoutes,
    addDomainRoutes,
    addInstanceRoutes,
    addFixedSettingRoutes,
    addOauthSettingsRoutes,
    addMachineRoutes,
    addOauthApplicationRoutes,
    addUserCredentialRoutes,
    addIdentifierRoutes,
  ])
    addRoutes(router, handle, server.context);
  router.use(describeUnreadable(server));
  return router;
}

/** A body that cannot be read gets to no handler. */
const describeUnreadable =
  ({ log }: Server): ErrorRequestHandler =>
  (error, request, _response, next) =>
    next(asDescribed('Backend', request, toApiError(error, log)));
