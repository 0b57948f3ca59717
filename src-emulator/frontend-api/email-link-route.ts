import type { Router } from 'express';
import { z } from 'zod';
import { apiError, toBadRequest } from '../errors/api-error.ts';
import { replyError } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { type OpenedLink, openEmailLink } from '../operations/open-email-link.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { readCaller } from './call.ts';

const querySchema = z.object({ token: z.string().min(1).max(200) });

const texts: Record<OpenedLink['status'], string> = {
  verified: 'Verified. You can close this page and go on where you began.',
  expired: 'This link has expired. Ask for a new one where you began.',
  failed: 'This link is unknown or was used before. Ask for a new one where you began.',
  client_mismatch: 'Open this link in the browser that asked for it.',
};

/** Where mailed links lead. A browser comes here by itself, with no token, and is sent on to the application. */
export function addEmailLinkRoute(router: Router, server: Server): void {
  router.get('/verify', async (request, response) => {
    const outcome = await settle(server, true, () =>
      openEmailLink(server.context, readParameters(querySchema, request.query).token, readCaller(request)),
    );
    if (!outcome.ok) return replyError(response, toBadRequest(outcome.error));
    const { status, redirectUrl, createdSessionId } = outcome.value;
    if (redirectUrl === null) {
      if (status !== 'verified' && request.accepts(['json', 'html']) === 'json')
        return replyError(response, apiError(400, `verification_${status}`, status, texts[status]));
      response.statusCode = status === 'verified' ? 200 : 400;
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      return response.end(`${texts[status]}\n`);
    }
    const url = new URL(redirectUrl);
    url.searchParams.set('__clerk_status', status);
    if (createdSessionId) url.searchParams.set('__clerk_created_session', createdSessionId);
    response.statusCode = 303;
    response.setHeader('Location', url.href);
    response.end();
  });
}
