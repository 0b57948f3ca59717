import express, { type Router } from 'express';
import type { Server } from '../http/settle.ts';
import type { Codes } from '../oauth-server/codes.ts';
import { addConsentRoutes } from '../oauth-server/consent-routes.ts';
import { addBrowserRoutes } from './browser-routes.ts';
import { createFrontendHandlers } from './call.ts';
import { addClientRoutes } from './client-routes.ts';
import { allowAnyOrigin } from './cross-origin.ts';
import { addEmailAddressRoutes } from './email-address-routes.ts';
import { addEmailLinkRoute } from './email-link-route.ts';
import { addExternalAccountRoutes } from './external-account-routes.ts';
import { addInstanceRoutes } from './instance-routes.ts';
import { overrideMethod } from './method-override.ts';
import { addOauthCallback } from './oauth-callback-route.ts';
import { addOrganizationDomainRoutes } from './organization-domain-routes.ts';
import { addOrganizationMemberRoutes } from './organization-member-routes.ts';
import { addOrganizationRoutes } from './organization-routes.ts';
import { addOwnOrganizationRoutes } from './own-organization-routes.ts';
import { addOwnSessionRoutes } from './own-session-routes.ts';
import { addPasskeyRoutes } from './passkey-routes.ts';
import { addPhoneNumberRoutes } from './phone-number-routes.ts';
import { addProxyHealthRoute } from './proxy-health-route.ts';
import { limitRates } from './rate-limits.ts';
import { addRedirectRoute } from './redirect-route.ts';
import { addReverificationRoutes } from './reverification-routes.ts';
import { addSecondFactorRoutes } from './second-factor-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addSignInRoutes } from './sign-in-routes.ts';
import { addSignUpRoutes } from './sign-up-routes.ts';
import { acceptTicketLink } from './ticket-routes.ts';
import { addUserRoutes } from './user-routes.ts';
import { addWaitlistRoutes } from './waitlist-routes.ts';

/** Clerk's Frontend API as clerk-js calls it: form bodies, client token in the Authorization header. */
export function createFrontendRouter(server: Server, codes: Codes): Router {
  const router = express.Router();
  router.use(allowAnyOrigin, overrideMethod);
  router.use(express.urlencoded({ extended: false, limit: '1mb' }));
  router.use(limitRates(server.context));
  const handlers = createFrontendHandlers(server);
  for (const addRoutes of [
    addClientRoutes,
    addSessionRoutes,
    addSignInRoutes,
    addSecondFactorRoutes,
    addReverificationRoutes,
    addSignUpRoutes,
    addUserRoutes,
    addOwnSessionRoutes,
    addInstanceRoutes,
    addProxyHealthRoute,
    addEmailAddressRoutes,
    addExternalAccountRoutes,
    addPhoneNumberRoutes,
    addWaitlistRoutes,
    addPasskeyRoutes,
    addOrganizationRoutes,
    addOrganizationMemberRoutes,
    addOrganizationDomainRoutes,
    addOwnOrganizationRoutes,
  ])
    addRoutes(router, handlers, server.context);
  addConsentRoutes(router, handlers, server.context, codes);
  addBrowserRoutes(router, server);
  addOauthCallback(router, server);
  addEmailLinkRoute(router, server);
  addRedirectRoute(router, server);
  router.get('/tickets/accept', acceptTicketLink(server));
  return router;
}
