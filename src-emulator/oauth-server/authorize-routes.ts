import type { Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { replyPage } from '../http/reply.ts';
import { findLastOrganizationId } from '../operations/organization-members.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import { answerUrl, contentSecurityPolicy, sendAnswer } from './answers.ts';
import { decide, problemOf, readAuthorization } from './authorization-request.ts';
import type { Codes } from './codes.ts';
import { drawConsent, drawRefusal, drawReturn, styleUrlOf } from './pages.ts';

const decisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('allow'), user_id: z.string() }),
  z.object({ decision: z.literal('deny') }),
]);
/** Nobody is signed in at this page: somebody always has to choose who to be. */
const unattended = 'login_required';
const parametersSchema = z.record(z.string(), z.string());

/** Asks a person, who chooses which of the instance's users to be, and sends the answer to the application. */
export function addAuthorizeRoutes(router: Router, context: EmulatorContext, codes: Codes): void {
  const { store } = context;
  const styleUrl = styleUrlOf(context);

  /** An uploaded one; the page asks nobody else for pictures. */
  const logoUrl = ({ logo }: OauthApplication) => logo && `${context.url}/_emulator/images/${logo.id}`;

  router
    .route('/oauth/authorize')
    .get((request, response) => {
      const call = readAuthorization(context, request.query);
      if (!call) return sendPage(response, 400, drawRefusal(unknownRequest, styleUrl));
      const problem = problemOf(call, unattended);
      if (problem) return sendAnswer(response, styleUrl, call, { error: problem });
      const { application, scopes } = call;
      const users = [...store.users.values()].filter(({ banned }) => !banned);
      sendPage(response, 200, drawConsent(application, logoUrl(application), scopes, users, styleUrl));
    })
    .post(express.urlencoded({ extended: false, limit: '16kb' }), (request, response) => {
      if (request.body?.decision === undefined) {
        const parameters = parametersSchema.safeParse({ ...request.query, ...request.body }).data ?? {};
        return response.redirect(303, `${context.url}/oauth/authorize?${new URLSearchParams(parameters)}`);
      }
      const call = readAuthorization(context, request.query);
      if (!call) return sendPage(response, 400, drawRefusal(unknownRequest, styleUrl));
      if (request.headers.origin !== new URL(context.url).origin)
        return sendPage(response, 403, drawRefusal('Another page sent this form.', styleUrl));
      const answer = decide(codes, call, unattended, readConsent(request.body));
      if (call.asked.response_mode === 'form_post') return sendAnswer(response, styleUrl, call, answer);
      // A page between the form and the application, since the form's policy would follow a redirect.
      sendPage(response, 200, drawReturn(call.application, answerUrl(call, answer), styleUrl));
    });

  function readConsent(form: unknown) {
    const decision = decisionSchema.safeParse(form).data;
    const user = decision?.decision === 'allow' ? store.users.get(decision.user_id) : undefined;
    if (!user || user.banned) return undefined;
    return { userId: user.id, organizationId: findLastOrganizationId(context, user.id) };
  }
}

const unknownRequest =
  'The link that led here names no application of this instance, or an address it has not.';

const sendPage = (response: Response, status: number, html: string): void =>
  replyPage(response, status, html, contentSecurityPolicy);
