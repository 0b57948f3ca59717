import type { Response, Router } from 'express';
import express from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { replyPage } from '../http/reply.ts';
import type { OauthApplication } from '../state/platform-records.ts';
import { answerUrl, issueCode, problemOf, readAuthorization, scopesOf } from './authorization-request.ts';
import type { Codes } from './codes.ts';
import { drawConsent, drawRefusal, drawReturn } from './pages.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const decisionSchema = z.discriminatedUnion('decision', [
  z.object({ decision: z.literal('allow'), user_id: z.string() }),
  z.object({ decision: z.literal('deny') }),
]);

/** Asks a person, who chooses which of the instance's users to be, and sends the answer to the application. */
export function addAuthorizeRoutes(router: Router, context: EmulatorContext, codes: Codes): void {
  const { store } = context;
  const styleUrl = `${context.url}/_idp/page.css`;

  /** An uploaded one; the page asks nobody else for pictures. */
  const logoUrl = ({ logo }: OauthApplication) => logo && `${context.url}/_emulator/images/${logo.id}`;
  const read = (query: unknown) => readAuthorization(context, query);

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
      sendPage(
        response,
        200,
        drawConsent(application, logoUrl(application), scopesOf(asked.scope, application), users, styleUrl),
      );
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
          ? { code: issueCode(codes, { asked, application }, user.id, null) }
          : { error: 'access_denied' };
      sendPage(response, 200, drawReturn(application, answerUrl(asked, answer), styleUrl));
    });
}

const unknownRequest =
  'The link that led here names no application of this instance, or an address it has not.';

const sendPage = (response: Response, status: number, html: string): void =>
  replyPage(response, status, html, contentSecurityPolicy);
