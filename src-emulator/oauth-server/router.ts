import express, { type Router } from 'express';
import { jwksPath } from '../control/inject-faults.ts';
import { noRelatedOrigins } from '../errors/passkey-errors.ts';
import { allowAnyOrigin } from '../frontend-api/cross-origin.ts';
import { replyError, replyJson } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import { oauthScopes } from '../operations/oauth-applications.ts';
import { addAuthorizeRoutes } from './authorize-routes.ts';
import type { Codes } from './codes.ts';
import { addRegistrationRoute } from './registration-route.ts';
import { addTokenRoutes } from './token-routes.ts';

/** The instance as an OAuth 2 and OpenID Connect provider for other applications, at Clerk's paths. */
export function createOauthServerRouter(server: Server, codes: Codes): Router {
  const { url } = server.context;
  const router = express.Router();
  addAuthorizeRoutes(router, server.context, codes);
  router.use(
    ['/oauth/token', '/oauth/token_info', '/oauth/userinfo', '/oauth/register', '/.well-known'],
    allowAnyOrigin,
  );
  addTokenRoutes(router, server, codes);
  addRegistrationRoute(router, server);
  router.get('/.well-known/oauth-authorization-server', (_request, response) =>
    replyJson(response, 200, {
      ...metadata(url),
      ...(server.context.store.platform.oauthRegistration
        ? { registration_endpoint: `${url}/oauth/register` }
        : {}),
    }),
  );
  router.get('/.well-known/openid-configuration', (_request, response) =>
    replyJson(response, 200, {
      ...metadata(url),
      introspection_endpoint: `${url}/oauth/token_info`,
      userinfo_endpoint: `${url}/oauth/userinfo`,
      response_modes_supported: ['query', 'form_post'],
      backchannel_logout_supported: false,
      frontchannel_logout_supported: false,
    }),
  );
  // No native applications belong to the instance.
  router.get('/.well-known/assetlinks.json', (_request, response) => replyJson(response, 200, []));
  router.get('/.well-known/apple-app-site-association', (_request, response) =>
    replyJson(response, 200, { webcredentials: { apps: [] } }),
  );
  // Passkeys belong to the page that asks, so there are related origins only where a backend has named some.
  router.get('/.well-known/webauthn', (_request, response) => {
    const { allowedOrigins: origins } = server.context.store.platform;
    if (origins.length > 0) replyJson(response, 200, { origins });
    else replyError(response, noRelatedOrigins());
  });
  return router;
}

/** What RFC 8414 and OpenID Connect Discovery both have. */
const metadata = (url: string) => ({
  issuer: url,
  authorization_endpoint: `${url}/oauth/authorize`,
  token_endpoint: `${url}/oauth/token`,
  revocation_endpoint: `${url}/oauth/token/revoke`,
  jwks_uri: `${url}${jwksPath}`,
  response_types_supported: ['code'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
  code_challenge_methods_supported: ['S256'],
  scopes_supported: oauthScopes,
  claims_supported: [
    'sub',
    'iss',
    'aud',
    'email',
    'email_verified',
    'name',
    'given_name',
    'family_name',
    'picture',
  ],
});
