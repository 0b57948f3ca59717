import type { Request, Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { apiError } from '../errors/api-error.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import type { FrontendHandlers } from '../frontend-api/call.ts';
import { includesScopes, splitScopes } from '../operations/oauth-applications.ts';
import { requireOrganizationFor } from '../operations/organization-members.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import { readForm, readParameters } from '../wire/read-parameters.ts';
import { sendAnswer } from './answers.ts';
import { decide, readAuthorization } from './authorization-request.ts';
import type { Codes } from './codes.ts';
import { meanings, styleUrlOf } from './pages.ts';

const querySchema = z.object({ scope: z.string().optional(), redirect_uri: z.string().optional() });
const decisionSchema = z.looseObject({
  consented: z.string(),
  organization_id: z.string().optional(),
});

const consentDisabled = () =>
  apiError(
    403,
    'oauth_consent_screen_disabled',
    'Consent screen disabled',
    'The OAuth application does not ask for consent.',
  );

const unknownRequest = () =>
  apiError(
    400,
    'oauth_authorization_request_invalid',
    'Invalid authorization request',
    'The request names no address of the OAuth application.',
  );

/** What an application asks for, and the decision, for consent in a page that is not the emulator's own. */
export function addConsentRoutes(
  router: Router,
  { forUser }: FrontendHandlers,
  context: EmulatorContext,
  codes: Codes,
): void {
  function find(request: Request): OauthApplication {
    const id = String(request.params.clientId);
    const application = context.store.platform.oauthApplications.find(({ clientId }) => clientId === id);
    if (!application) throw resourceNotFound('OAuth application', id);
    if (!application.consentScreenEnabled) throw consentDisabled();
    return application;
  }

  router
    .route('/me/oauth/consent/:clientId')
    .get(
      forUser(({ request }) => {
        const application = find(request);
        const query = readParameters(querySchema, request.query);
        const { logo, registration } = application;
        return {
          oauth_application_name: application.name,
          oauth_application_logo_url: logo
            ? `${context.url}/_emulator/images/${logo.id}`
            : (registration?.logoUri ?? null),
          oauth_application_url: registration?.clientUri ?? null,
          client_id: application.clientId,
          redirect_domain: redirectDomain(application, query.redirect_uri),
          scopes: scopesOf(query.scope, application).map((scope) => ({
            scope,
            description: meanings[scope] ?? null,
            requires_consent: scope !== 'openid',
          })),
        };
      }, 'bare'),
    )
    .post(
      forUser(
        ({ request, user, session }) => {
          const { clientId } = find(request);
          const form = readForm(decisionSchema, request.body);
          const call = readAuthorization(context, { ...form, client_id: clientId });
          if (!call) throw unknownRequest();
          const { organization_id: wanted } = form;
          if (wanted) requireOrganizationFor(context, wanted, user);
          const organizationId = wanted || session.lastActiveOrganizationId;
          const consenting = form.consented === 'true' ? { userId: user.id, organizationId } : undefined;
          return { call, answer: decide(codes, call, 'consent_required', consenting) };
        },
        (response, { call, answer }) => sendAnswer(response, styleUrlOf(context), call, answer),
      ),
    );
}

/** Those of an application, or of them only the ones that are asked for. */
function scopesOf(scope: string | undefined, application: OauthApplication): string[] {
  if (!scope) return splitScopes(application.scopes);
  return splitScopes(scope).filter((name) => includesScopes(`openid ${application.scopes}`, [name]));
}

/** The last two labels of the host: which suffixes are public is not known here. */
function redirectDomain({ redirectUris }: OauthApplication, redirectUri: string | undefined): string | null {
  if (redirectUri === undefined || !redirectUris.includes(redirectUri)) return null;
  const { hostname } = new URL(redirectUri);
  return /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.') || null;
}
