import type { EmulatorContext } from '../context.ts';
import type { TicketClaims } from '../crypto/tokens.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { ticketExpired, ticketInvalid } from '../errors/ticket-errors.ts';
import { isAllowedRedirect } from './oauth.ts';

export type Ticket = {
  kind: TicketClaims['st'];
  /** Of the record that the ticket is of. */
  id: string;
  redirectUrl: string | null;
  /** Milliseconds since the epoch. */
  expireAt: number;
};

/** The same ticket for the same values: it is not stored, but signed again whenever it is shown. */
export const issueTicket = (
  { tokens }: EmulatorContext,
  { kind, id, redirectUrl, expireAt }: Ticket,
): Promise<string> =>
  tokens.signTicket({
    st: kind,
    sid: id,
    ...(redirectUrl ? { rurl: redirectUrl } : {}),
    exp: Math.floor(expireAt / 1000),
  });

/** Throws when this instance did not issue it, and when its time is over. What it is of may be gone or used. */
export async function readTicket({ tokens, clock }: EmulatorContext, text: string): Promise<Ticket> {
  const claims = await tokens.readTicket(text);
  if (!claims) throw ticketInvalid();
  const expireAt = claims.exp * 1000;
  if (clock() >= expireAt) throw ticketExpired();
  return { kind: claims.st, id: claims.sid, redirectUrl: claims.rurl ?? null, expireAt };
}

/** The address in a mail: it sends its visitor on to the ticket's own address, with the ticket. */
export const ticketLink = ({ url }: EmulatorContext, ticket: string): string =>
  `${url}/v1/tickets/accept?ticket=${ticket}`;

/** Throws for an address that people must not be sent to. */
export function checkTicketRedirect(redirectUrl: string | null | undefined): string | null {
  if (!redirectUrl) return null;
  if (!isAllowedRedirect(redirectUrl))
    throw parameterValueInvalid(
      'redirect_url',
      'must be an address of the application, or begin with http://127.0.0.1 or http://localhost.',
    );
  return redirectUrl;
}
