import type { Response } from 'express';
import { replyPage } from '../http/reply.ts';
import type { Answer, Authorization } from './authorization-request.ts';
import { drawFormPost, formPostScriptHash } from './pages.ts';

export const contentSecurityPolicy = ({ formAction = "'self'", script = "'none'" } = {}): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "img-src 'self'",
    "style-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const fieldsOf = ({ asked: { state } }: Authorization, answer: Answer): Record<string, string> => ({
  ...answer,
  ...(state === undefined ? {} : { state }),
});

/** The application's address with the answer in its query. */
export function answerUrl(call: Authorization, answer: Answer): string {
  const url = new URL(call.redirectUri);
  for (const [name, value] of Object.entries(fieldsOf(call, answer))) url.searchParams.set(name, value);
  return url.href;
}

/** Sends a browser to the application in the way that was asked for: by a redirect, or by a page with a form. */
export function sendAnswer(response: Response, styleUrl: string, call: Authorization, answer: Answer): void {
  const { asked, application, redirectUri } = call;
  if (asked.response_mode !== 'form_post') {
    response.redirect(303, answerUrl(call, answer));
    return;
  }
  const { protocol, origin } = new URL(redirectUri);
  const policy = contentSecurityPolicy({
    formAction: origin === 'null' ? protocol : origin,
    script: formPostScriptHash,
  });
  replyPage(response, 200, drawFormPost(application, redirectUri, fieldsOf(call, answer), styleUrl), policy);
}
