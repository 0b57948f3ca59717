import type { Router } from 'express';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { replyError } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { isAllowedRedirect } from '../operations/oauth.ts';
import { optionalFormText } from '../wire/fields.ts';
import { readParameters } from '../wire/read-parameters.ts';

const querySchema = z.looseObject({ redirect_url: optionalFormText });

/** Sends a browser on: to an address that it may be sent to, or without one to the application's home. */
export function addRedirectRoute(router: Router, server: Server): void {
  router.get('/redirect', async (request, response) => {
    const outcome = await settle(server, false, () =>
      chooseDestination(server.context, readParameters(querySchema, request.query).redirect_url),
    );
    if (!outcome.ok) return replyError(response, outcome.error);
    response.statusCode = 307;
    response.setHeader('Location', outcome.value);
    response.end();
  });
}

/** SECURITY S47: an address of the application's, or of this computer. */
function chooseDestination({ store, url }: EmulatorContext, wanted: string | undefined): string {
  if (wanted !== undefined) {
    if (isAllowedRedirect(wanted)) return new URL(wanted).href;
    throw parameterValueInvalid(
      'redirect_url',
      'must be an address of the application, or begin with http://127.0.0.1 or http://localhost.',
    );
  }
  const { homeUrl } = store.settings;
  return homeUrl && isAllowedRedirect(homeUrl) ? homeUrl : `${url}/`;
}
