import type { RequestHandler } from 'express';
import { toBadRequest } from '../errors/api-error.ts';
import { parameterMissing } from '../errors/parameter-errors.ts';
import { replyError } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { acceptTicket } from '../operations/ticket-link.ts';

/** Where the links of mails lead: sends their visitor on to the application, with the ticket. */
export const acceptTicketLink =
  (server: Server): RequestHandler =>
  async (request, response) => {
    const { ticket } = request.query;
    const outcome = await settle(server, false, () => {
      if (typeof ticket !== 'string' || !ticket) throw parameterMissing('ticket');
      return acceptTicket(server.context, ticket);
    });
    if (outcome.ok) response.redirect(303, outcome.value);
    else replyError(response, toBadRequest(outcome.error));
  };
