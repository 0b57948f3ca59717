import type { EmulatorContext } from '../context.ts';
import {
  invitationAlreadyAccepted,
  invitationRevoked,
  ticketInvalid,
  tokenNotInSignIn,
} from '../errors/ticket-errors.ts';
import type { SignUp, User } from '../state/records.ts';
import { acceptInvitation, assertAcceptable } from './organization-invitations.ts';
import { readTicket, type Ticket } from './tickets.ts';

type InviteTicket = NonNullable<SignUp['ticket']>;

/** What an invitation of either kind lets somebody do: come in by an address that counts as verified. */
export type Invite = {
  readonly ticket: InviteTicket;
  readonly emailAddress: string;
  /** Uses it up for the user that the invited person is or has become. */
  accept(user: User): void;
};

/** Throws unless the ticket is of an invitation that still stands. */
export async function readInvite(context: EmulatorContext, text: string): Promise<Invite> {
  const { kind, id } = await readTicket(context, text);
  if (kind === 'sign_in_token' || kind === 'actor_token') throw tokenNotInSignIn(kind);
  return openInvite(context, { kind: requireInviteKind(kind), id });
}

function requireInviteKind(kind: Ticket['kind']): InviteTicket['kind'] {
  if (kind === 'invitation' || kind === 'organization_invitation') return kind;
  throw ticketInvalid();
}

/** The same for a ticket that was read before. */
export function openInvite(context: EmulatorContext, ticket: InviteTicket): Invite {
  return ticket.kind === 'invitation'
    ? openApplicationInvite(context, ticket)
    : openOrganizationInvite(context, ticket);
}

function openOrganizationInvite(context: EmulatorContext, ticket: InviteTicket): Invite {
  const invitation = context.store.organizations.invitations.find(({ id }) => id === ticket.id);
  if (!invitation) throw ticketInvalid();
  assertAcceptable(context, invitation);
  return {
    ticket,
    emailAddress: invitation.emailAddress,
    accept: (user) => void acceptInvitation(context, user, invitation),
  };
}

function openApplicationInvite({ store, clock }: EmulatorContext, ticket: InviteTicket): Invite {
  const { invitations, waitlistEntries } = store.access;
  const invitation = invitations.get(ticket.id);
  if (!invitation) throw ticketInvalid();
  if (invitation.status === 'revoked') throw invitationRevoked();
  if (invitation.status === 'accepted') throw invitationAlreadyAccepted();
  return {
    ticket,
    emailAddress: invitation.emailAddress,
    accept(user) {
      const now = clock();
      user.publicMetadata = { ...user.publicMetadata, ...invitation.publicMetadata };
      user.updatedAt = now;
      invitation.status = 'accepted';
      invitation.updatedAt = now;
      for (const entry of waitlistEntries.values())
        if (entry.emailAddress === invitation.emailAddress) {
          entry.status = 'completed';
          entry.updatedAt = now;
        }
    },
  };
}
