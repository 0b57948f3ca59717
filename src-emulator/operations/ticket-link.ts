import type { EmulatorContext } from '../context.ts';
import { parameterMissing } from '../errors/parameter-errors.ts';
import { ticketInvalid } from '../errors/ticket-errors.ts';
import { readInvite } from './invites.ts';
import { checkTicketRedirect, readTicket } from './tickets.ts';

/**
 * The application's own address for a ticket, with what clerk-js's components read from it: the ticket, and
 * whether it is for signing in or for signing up.
 */
export async function acceptTicket(context: EmulatorContext, text: string): Promise<string> {
  const { kind, redirectUrl } = await readTicket(context, text);
  if (kind === 'testing_token') throw ticketInvalid();
  const destination = checkTicketRedirect(redirectUrl ?? context.store.settings.homeUrl);
  if (!destination) throw parameterMissing('redirect_url');
  const url = new URL(destination);
  url.searchParams.set('__clerk_ticket', text);
  url.searchParams.set('__clerk_status', (await isForSignIn(context, kind, text)) ? 'sign_in' : 'sign_up');
  return url.href;
}

async function isForSignIn(context: EmulatorContext, kind: string, text: string): Promise<boolean> {
  if (kind === 'sign_in_token' || kind === 'actor_token') return true;
  const { emailAddress } = await readInvite(context, text);
  return context.store.findUserByEmail(emailAddress) !== undefined;
}
