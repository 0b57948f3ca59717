import type { Router } from 'express';
import { z } from 'zod';
import { toBadRequest } from '../errors/api-error.ts';
import { replyError } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { finishOauth } from '../operations/oauth-callback.ts';
import { readParameters } from '../wire/read-parameters.ts';

/** Authorisation response (RFC 6749 section 4.1.2). */
const answerSchema = z.object({
  state: z.string().min(1).max(200),
  code: z.string().min(1).max(200).optional(),
  error: z.string().min(1).max(200).optional(),
});

const formText = z.string().max(4000).optional().catch(undefined);
/** The same as a form brings it; what it lacks is for the address that it becomes to tell. */
const formSchema = z.object({ state: formText, code: formText, error: formText });

/** Where providers send people back to. Unlike all other routes, a browser comes here by itself, with no token. */
export function addOauthCallback(router: Router, server: Server): void {
  router.get('/oauth_callback', async (request, response) => {
    const outcome = await settle(server, true, () =>
      finishOauth(server.context, readParameters(answerSchema, request.query)),
    );
    if (!outcome.ok) return replyError(response, toBadRequest(outcome.error));
    response.statusCode = 303;
    response.setHeader('Location', outcome.value);
    response.end();
  });
  // Some providers send people back by a form, Apple among them; that becomes an address, as of all others.
  router.post('/oauth_callback', (request, response) => {
    const url = new URL(`${server.context.url}/v1/oauth_callback`);
    for (const [name, value] of Object.entries(formSchema.parse(request.body ?? {})))
      if (value !== undefined) url.searchParams.set(name, value);
    response.statusCode = 303;
    response.setHeader('Location', url.href);
    response.end();
  });
}
