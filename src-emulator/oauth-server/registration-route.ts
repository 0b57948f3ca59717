import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { apiError } from '../errors/api-error.ts';
import { replyError, replyJson } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import {
  createOauthApplication,
  includesScopes,
  oauthScopes,
  splitScopes,
} from '../operations/oauth-applications.ts';
import type { OauthApplication } from '../state/platform-records.ts';

const webAddress = z.url({ protocol: /^https?$/ }).max(1024);
const redirectUri = z
  .string()
  .max(1024)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^\s#]+$/i, 'must be absolute URLs without a fragment')
  .refine((uri) => URL.canParse(uri), 'must be absolute URLs without a fragment');
const scope = z
  .string()
  .max(1024)
  .refine(
    (text) => includesScopes(oauthScopes.join(' '), splitScopes(text)),
    `must be some of ${oauthScopes.join(', ')}`,
  );

/** RFC 7591 section 2; what it says of unknown metadata is to ignore it. */
const metadataSchema = z.object({
  redirect_uris: z.array(redirectUri).min(1).max(50),
  client_name: z.string().trim().min(1).max(256).optional(),
  client_uri: webAddress.optional(),
  logo_uri: webAddress.optional(),
  scope: scope.optional(),
  token_endpoint_auth_method: z
    .enum(['client_secret_basic', 'client_secret_post', 'none'])
    .default('client_secret_basic'),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token']))
    .min(1)
    .optional(),
  response_types: z.array(z.literal('code')).min(1).optional(),
});
type Metadata = z.output<typeof metadataSchema>;

const registrationDisabled = () =>
  apiError(
    422,
    'dynamic_client_registration_disabled',
    'Registration is not enabled',
    'OAuth clients cannot register themselves at this instance.',
  );

/** Lets applications make themselves known (RFC 7591), where the instance allows that. */
export function addRegistrationRoute(router: Router, { context, save }: Server): void {
  router.post('/oauth/register', express.json({ limit: '64kb' }), async (request, response) => {
    if (!context.store.platform.oauthRegistration) return replyError(response, registrationDisabled());
    const read = metadataSchema.safeParse(request.body);
    if (!read.success) return refuse(response, read.error);
    const { data: asked } = read;
    const application = createOauthApplication(
      context,
      {
        name: asked.client_name,
        redirectUris: asked.redirect_uris,
        scopes: asked.scope || undefined,
        isPublic: asked.token_endpoint_auth_method === 'none',
      },
      { clientUri: asked.client_uri ?? null, logoUri: asked.logo_uri ?? null },
    );
    await save();
    replyJson(response, 201, clientJson(application, asked));
  });
}

/** RFC 7591 section 3.2.1: all that was registered, defaults included. */
const clientJson = (application: OauthApplication, asked: Metadata) => ({
  client_id: application.clientId,
  ...(application.clientSecret === null ? {} : { client_secret: application.clientSecret }),
  client_id_issued_at: Math.floor(application.createdAt / 1000),
  // Never.
  client_secret_expires_at: 0,
  client_name: application.name,
  ...(asked.client_uri ? { client_uri: asked.client_uri } : {}),
  ...(asked.logo_uri ? { logo_uri: asked.logo_uri } : {}),
  redirect_uris: application.redirectUris,
  grant_types: asked.grant_types ?? ['authorization_code', 'refresh_token'],
  response_types: asked.response_types ?? ['code'],
  scope: application.scopes,
  token_endpoint_auth_method: asked.token_endpoint_auth_method,
});

/** RFC 7591 section 3.2.2. */
function refuse(response: Response, error: z.ZodError): void {
  const [issue] = error.issues;
  const name = String(issue?.path[0] ?? 'client metadata');
  replyJson(response, 400, {
    error: name === 'redirect_uris' ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    error_description: `${name}: ${issue?.message ?? 'is invalid'}`,
  });
}
