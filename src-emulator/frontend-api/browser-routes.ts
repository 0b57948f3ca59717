import type { Router } from 'express';
import { z } from 'zod';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { findClientByToken } from '../operations/clients.ts';
import { createDevBrowser } from '../operations/dev-browsers.ts';
import { shakeHands } from '../operations/handshake.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { readClientCookie, setClientCookie } from './client-cookie.ts';

const handshakeSchema = z.looseObject({
  redirect_url: z.string().max(4000).optional(),
  __clerk_db_jwt: z.string().max(200).optional(),
  format: z.enum(['nonce', 'token']).optional(),
  organization_id: z.string().max(128).optional(),
});

/** How browsers that keep a sign-in in cookies begin, and how they come to agree with an application's server. */
export function addBrowserRoutes(router: Router, server: Server): void {
  router.post('/dev_browser', async (_request, response) => {
    const outcome = await settle(server, true, () => createDevBrowser(server.context));
    if (!outcome.ok) return replyError(response, outcome.error);
    replyJson(response, 200, { object: 'dev_browser', id: outcome.value.id });
  });
  router.get('/client/handshake', async (request, response) => {
    const { context } = server;
    const outcome = await settle(server, true, async () => {
      const query = readParameters(handshakeSchema, request.query);
      return shakeHands(context, {
        knownClient: await findClientByToken(context, readClientCookie(context.instance, request)),
        redirectUrl: query.redirect_url,
        devBrowserId: query.__clerk_db_jwt,
        format: query.format,
        organizationId: query.organization_id,
      });
    });
    if (!outcome.ok) return replyError(response, outcome.error);
    response.statusCode = 307;
    setClientCookie(context.instance, response, await context.tokens.signClientToken(outcome.value.client));
    response.setHeader('Location', outcome.value.destination);
    response.end();
  });
}
