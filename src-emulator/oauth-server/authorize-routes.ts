import type { Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { replyPage } from '../http/reply.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import type { Codes } from './codes.ts';
import { drawConsent, drawRefusal, drawReturn } from './pages.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** RFC 6749 section 4.1.1 with PKCE (RFC 7636 section 4.3). */
const requestSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string().default(''),
  scope: z.string().max(1024).optional(),
  state: z.string().max(2048).optional(),
  nonce: z.string().max(2048).optional(),
  code_challenge: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  code_challenge_method: z.string().optional(),
});
type AuthorizationRequest = z.output<typeof requestSchema>;

const decisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('allow'), user_id: z.string() }),
  z.object({ decision: z.literal('deny') }),
]);

/** Asks a person, who chooses which of the instance's users to be, and sends the answer to the application. */
export function addAuthorizeRoutes(router: Router, context: EmulatorContext, codes: Codes): void {
  const { store } = context;
  const styleUrl = `${context.url}/_idp/page.css`;

  /** Only a request whose application and address are right is answered at that address. */
  function read(query: unknown): { asked: AuthorizationRequest; application: OauthApplication } | undefined {
    const asked = requestSchema.safeParse(query).data;
    const application = store.platform.oauthApplications.find(
      ({ clientId }) => clientId === asked?.client_id,
    );
    return asked && application?.redirectUris.includes(asked.redirect_uri)
      ? { asked, application }
      : undefined;
  }

  const scopesOf = (asked: AuthorizationRequest, application: OauthApplication): string[] => {
    const allowed = application.scopes.split(' ');
    const wanted = asked.scope?.split(/\s+/).filter(Boolean) ?? allowed;
    return wanted.filter((scope) => allowed.includes(scope) || scope === 'openid');
  };

  router
    .route('/oauth/authorize')
    .get((request, response) => {
      const call = read(request.query);
      if (!call) return sendPage(response, 400, drawRefusal(unknownRequest, styleUrl));
      const { asked, application } = call;
      const problem = problemOf(asked, application);
      if (problem)
        return sendPage(
          response,
          200,
          drawReturn(application, answerUrl(asked, { error: problem }), styleUrl),
        );
      const users = [...store.users.values()].filter(({ banned }) => !banned);
      sendPage(response, 200, drawConsent(application, scopesOf(asked, application), users, styleUrl));
    })
    .post(express.urlencoded({ extended: false, limit: '16kb' }), (request, response) => {
      const call = read(request.query);
      if (!call) return sendPage(response, 400, drawRefusal(unknownRequest, styleUrl));
      if (request.headers.origin !== new URL(context.url).origin)
        return sendPage(response, 403, drawRefusal('Another page sent this form.', styleUrl));
      const { asked, application } = call;
      const decision = decisionSchema.safeParse(request.body).data;
      const user = decision?.decision === 'allow' ? store.users.get(decision.user_id) : undefined;
      const problem = problemOf(asked, application);
      const answer = problem
        ? { error: problem }
        : user && !user.banned
          ? {
              code: codes.issue({
                applicationId: application.id,
                redirectUri: asked.redirect_uri,
                userId: user.id,
                scopes: scopesOf(asked, application).join(' '),
                codeChallenge: asked.code_challenge,
                nonce: asked.nonce,
              }),
            }
          : { error: 'access_denied' };
      sendPage(response, 200, drawReturn(application, answerUrl(asked, answer), styleUrl));
    });
}

const unknownRequest =
  'The link that led here names no application of this instance, or an address it has not.';

function problemOf(asked: AuthorizationRequest, application: OauthApplication): string | undefined {
  if (asked.response_type !== 'code') return 'unsupported_response_type';
  const needsPkce = application.pkceRequired || application.clientSecret === null;
  if (needsPkce && !asked.code_challenge) return 'invalid_request';
  return asked.code_challenge && asked.code_challenge_method !== 'S256' ? 'invalid_request' : undefined;
}

function answerUrl({ redirect_uri, state }: AuthorizationRequest, answer: Record<string, string>): string {
  const url = new URL(redirect_uri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== undefined) url.searchParams.set('state', state);
  return url.href;
}

const sendPage = (response: Response, status: number, html: string): void =>
  replyPage(response, status, html, contentSecurityPolicy);
