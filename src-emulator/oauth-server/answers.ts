import type { Response } from 'express';
import { replyPage } from '../http/reply.ts';
import type { Answer, Authorization } from './authorization-request.ts';
import { drawFormPost, formPostScriptHash } from './pages.ts';

const directives = [
  "default-src 'none'",
  "img-src 'self' data:",
  "style-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
/** Of pages whose forms come back to the emulator. */
export const contentSecurityPolicy = [...directives, "form-action 'self'"].join('; ');
/** Of the form for the application. `form-action` would hold for its redirects too, which may lead anywhere. */
const formPostPolicy = [...directives, `script-src ${formPostScriptHash}`].join('; ');

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
  const page = drawFormPost(application, redirectUri, fieldsOf(call, answer), styleUrl);
  replyPage(response, 200, page, formPostPolicy);
}
