import { timingSafeEqual } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { oauthTokenInvalid } from '../errors/catalogue.ts';
import { replyError, replyJson } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import { includesScopes, splitScopes } from '../operations/oauth-applications.ts';
import {
  accessTokenSeconds,
  findGrant,
  findGrantByRefreshToken,
  findOrganizationOf,
  grantAccess,
  otherTokenCategory,
  refreshAccess,
  revokeToken,
} from '../operations/oauth-grants.ts';
import type { OauthApplication, OauthGrant } from '../state/platform-records.ts';
import { userClaims } from './claims.ts';
import type { Codes } from './codes.ts';

const tokenSchema = z.discriminatedUnion('grant_type', [
  z.object({
    grant_type: z.literal('authorization_code'),
    code: z.string().min(1),
    /** Needed when the request for authorisation has named it. */
    redirect_uri: z.string().optional(),
    code_verifier: z.string().optional(),
  }),
  z.object({
    grant_type: z.literal('refresh_token'),
    refresh_token: z.string().min(1),
    /** No more than was granted. */
    scope: z.string().optional(),
  }),
]);
const oneTokenSchema = z.object({ token: z.string().min(1), scope: z.string().optional() });

/** Tokens for codes (RFC 6749 section 4.1.3), introspection (RFC 7662), revocation (RFC 7009) and user info. */
export function addTokenRoutes(router: Router, { context, save }: Server, codes: Codes): void {
  router.post(
    '/oauth/token',
    express.urlencoded({ extended: false, limit: '16kb' }),
    async (request, response) => {
      const asked = tokenSchema.safeParse(request.body).data;
      if (!asked) return refuse(response, 400, 'invalid_request');
      const application = authenticate(context, request);
      if (!application) return refuse(response, 401, 'invalid_client');
      const reply = async (grant: OauthGrant, nonce?: string) => {
        await save();
        const idToken = await signIdToken(context, application, grant, nonce);
        replyJson(response, 200, { ...tokenJson(grant), ...(idToken ? { id_token: idToken } : {}) });
      };
      if (asked.grant_type === 'refresh_token') {
        const current = findGrantByRefreshToken(context, application, asked.refresh_token);
        if (!current) return refuse(response, 400, 'invalid_grant');
        const scopes = splitScopes(asked.scope || current.scopes);
        if (!includesScopes(current.scopes, scopes)) return refuse(response, 400, 'invalid_scope');
        return reply(await refreshAccess(context, application, current, scopes.join(' ')));
      }
      const issued = codes.redeem(asked.code, {
        applicationId: application.id,
        redirectUri: asked.redirect_uri,
        codeVerifier: asked.code_verifier,
      });
      if (!issued || !context.store.users.has(issued.userId)) return refuse(response, 400, 'invalid_grant');
      await reply(await grantAccess(context, application, issued), issued.nonce);
    },
  );
  router.post(
    '/oauth/token_info',
    express.urlencoded({ extended: false, limit: '16kb' }),
    (request, response) => {
      const application = authenticate(context, request);
      if (!application) return refuse(response, 401, 'invalid_client');
      const { token = '', scope = '' } = oneTokenSchema.safeParse(request.body).data ?? {};
      const grant = findGrant(context, token) ?? findGrantByRefreshToken(context, application, token);
      if (grant?.applicationId !== application.id || !includesScopes(grant.scopes, splitScopes(scope)))
        return replyJson(response, 200, { active: false });
      const organization = findOrganizationOf(context, grant);
      replyJson(response, 200, {
        active: true,
        client_id: application.clientId,
        iat: Math.floor(grant.createdAt / 1000),
        scope: grant.scopes,
        sub: grant.userId,
        ...(organization ? { org_id: organization.id } : {}),
      });
    },
  );
  router.post(
    '/oauth/token/revoke',
    express.urlencoded({ extended: false, limit: '16kb' }),
    async (request, response) => {
      const application = authenticate(context, request);
      if (!application) return refuse(response, 401, 'invalid_client');
      const asked = oneTokenSchema.safeParse(request.body).data;
      if (!asked) return refuse(response, 400, 'invalid_request');
      const isKnown = revokeToken(context, application, asked.token);
      // An ID token or another's JWT, which nobody can take back.
      if (!isKnown && asked.token.split('.').length === 3)
        return refuse(response, 400, 'unsupported_token_type');
      await save();
      replyJson(response, 200, {});
    },
  );
  router.route('/oauth/userinfo').get(tellUser).post(tellUser);

  function tellUser(request: Request, response: Response): void {
    const grant = findGrant(context, request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
    const user = grant && context.store.users.get(grant.userId);
    if (user) replyJson(response, 200, userClaims(context, user, grant));
    else {
      response.setHeader('WWW-Authenticate', 'Bearer');
      replyError(response, oauthTokenInvalid());
    }
  }
}

const tokenJson = (grant: OauthGrant) => ({
  access_token: grant.accessToken,
  token_type: 'Bearer',
  expires_in: accessTokenSeconds,
  scope: grant.scopes,
  ...(grant.refreshToken ? { refresh_token: grant.refreshToken } : {}),
});

async function signIdToken(
  context: EmulatorContext,
  application: OauthApplication,
  grant: OauthGrant,
  nonce: string | undefined,
): Promise<string | undefined> {
  const scopes = grant.scopes.split(' ');
  const user = context.store.users.get(grant.userId);
  if (!scopes.includes('openid') || !user) return undefined;
  const issuedAt = Math.floor(context.clock() / 1000);
  const {
    object: _object,
    instance_id: _instance,
    user_id: _user,
    ...claims
  } = userClaims(context, user, grant);
  return context.tokens.signClaims(
    {
      ...claims,
      aud: application.clientId,
      exp: issuedAt + accessTokenSeconds,
      iat: issuedAt,
      iss: context.url,
      ...(nonce === undefined ? {} : { nonce }),
    },
    { cat: otherTokenCategory },
  );
}

/** The application that asks: by HTTP Basic, by its secret in the form or, when it is public, by its id alone. */
function authenticate({ store }: EmulatorContext, request: Request): OauthApplication | undefined {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const [basicId, basicSecret] = basic ? Buffer.from(basic, 'base64').toString().split(':').map(decode) : [];
  const form = z
    .object({ client_id: z.string().optional(), client_secret: z.string().optional() })
    .safeParse(request.body).data;
  const id = basicId ?? form?.client_id;
  const application = store.platform.oauthApplications.find(({ clientId }) => clientId === id);
  if (!application || application.clientSecret === null) return application;
  const [expected, given] = [
    Buffer.from(application.clientSecret),
    Buffer.from(basicSecret ?? form?.client_secret ?? ''),
  ];
  return expected.length === given.length && timingSafeEqual(expected, given) ? application : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const descriptions: Readonly<Record<string, string>> = {
  invalid_client: 'The application is unknown, or its secret is wrong.',
  invalid_grant:
    'The code or the token is unknown, was used before, has expired, or belongs to another request.',
  invalid_request: 'A parameter is missing, or has a value that is not supported.',
  invalid_scope: 'The scope exceeds what was granted.',
  unsupported_token_type: 'Tokens of this kind cannot be revoked.',
};

/** RFC 6749 section 5.2. */
function refuse(response: Response, status: number, error: string): void {
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  replyJson(response, status, { error, error_description: descriptions[error] });
}
