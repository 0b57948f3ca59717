import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { clientNotFound } from '../errors/catalogue.ts';
import { replyJson } from '../http/reply.ts';
import { removeAllSessions } from '../operations/sessions.ts';
import { clientJson } from '../wire/client-json.ts';
import { environmentJson } from '../wire/environment-json.ts';
import type { ClientCall, FrontendHandlers } from './call.ts';

/** Settings of the instance, and the client itself. */
export function addClientRoutes(
  router: Router,
  { forAnyClient, forKnownClient }: FrontendHandlers,
  context: EmulatorContext,
): void {
  router
    .route('/environment')
    .get((_request, response) => replyJson(response, 200, environmentJson(context)))
    .patch((_request, response) => replyJson(response, 200, environmentJson(context)));

  const showClient = ({ client }: ClientCall) => clientJson(context, client);
  router
    .route('/client')
    .get(forAnyClient(showClient))
    .put(forAnyClient(showClient))
    .post(forAnyClient(showClient))
    .delete(
      forKnownClient(
        ({ client }) => {
          removeAllSessions(context, client);
          context.store.clients.delete(client.id);
          return null;
        },
        'envelope',
        clientNotFound,
      ),
    );
  router.delete(
    '/client/sessions',
    forKnownClient(({ client }) => {
      removeAllSessions(context, client);
      return clientJson(context, client);
    }),
  );
}
