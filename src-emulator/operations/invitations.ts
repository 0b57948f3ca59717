import type { EmulatorContext } from '../context.ts';
import { emailAddressTaken, resourceNotFound } from '../errors/catalogue.ts';
import { parameterDuplicate } from '../errors/parameter-errors.ts';
import {
  duplicateInvitation,
  invitationAlreadyAccepted,
  invitationAlreadyRevoked,
} from '../errors/ticket-errors.ts';
import { applicationName } from '../instance.ts';
import type { Invitation } from '../state/access-records.ts';
import { createId } from '../state/identifiers.ts';
import type { Metadata } from '../state/records.ts';
import { checkTicketRedirect, issueTicket, ticketLink } from './tickets.ts';

const day = 24 * 60 * 60_000;

export type NewInvitation = {
  emailAddress: string;
  publicMetadata: Metadata;
  redirectUrl: string | null;
  notify: boolean;
  ignoreExisting: boolean;
  expiresInDays: number;
  /** Whether the mail is worded for somebody who has waited. */
  isFromWaitlist?: boolean;
};

export type InvitationStatus = Invitation['status'] | 'expired';

export const invitationStatus = ({ status, expireAt }: Invitation, now: number): InvitationStatus =>
  status === 'pending' && now >= expireAt ? 'expired' : status;

/** The link of the mail, which an answer of the Backend API has as well. */
export const invitationLink = async (context: EmulatorContext, invitation: Invitation): Promise<string> =>
  ticketLink(context, await issueTicket(context, { kind: 'invitation', ...invitation }));

/** Invites all of them, or nobody: throws before the first one when one of them cannot be invited. */
export async function createInvitations(
  context: EmulatorContext,
  list: readonly NewInvitation[],
): Promise<Invitation[]> {
  const addresses = list.map(({ emailAddress }) => emailAddress);
  if (new Set(addresses).size < addresses.length) throw parameterDuplicate('email_address');
  for (const fields of list) assertMayInvite(context, fields);
  const invitations = list.map((fields) => addInvitation(context, fields));
  for (const [index, invitation] of invitations.entries())
    if (list[index]?.notify) await sendInvitation(context, invitation, list[index]?.isFromWaitlist ?? false);
  return invitations;
}

function assertMayInvite({ store, clock }: EmulatorContext, fields: NewInvitation): void {
  checkTicketRedirect(fields.redirectUrl);
  if (fields.ignoreExisting) return;
  if (store.findUserByEmail(fields.emailAddress)) throw emailAddressTaken();
  for (const other of store.access.invitations.values())
    if (other.emailAddress === fields.emailAddress && invitationStatus(other, clock()) === 'pending')
      throw duplicateInvitation(fields.emailAddress);
}

function addInvitation({ store, clock }: EmulatorContext, fields: NewInvitation): Invitation {
  const now = clock();
  const invitation: Invitation = {
    id: createId('inv'),
    emailAddress: fields.emailAddress,
    publicMetadata: fields.publicMetadata,
    redirectUrl: fields.redirectUrl,
    status: 'pending',
    expireAt: now + fields.expiresInDays * day,
    createdAt: now,
    updatedAt: now,
  };
  store.access.invitations.set(invitation.id, invitation);
  return invitation;
}

async function sendInvitation(
  context: EmulatorContext,
  invitation: Invitation,
  isFromWaitlist: boolean,
): Promise<void> {
  const link = await invitationLink(context, invitation);
  context.store.addMessage({
    id: createId('msg'),
    to: invitation.emailAddress,
    kind: 'email',
    purpose: 'invitation',
    code: null,
    link,
    subject: isFromWaitlist
      ? `It is your turn: your invitation to ${applicationName}`
      : `You have been invited to ${applicationName}`,
    body: `Follow this link to accept the invitation: ${link} This is an emulated e-mail.`,
    sentAt: context.clock(),
  });
}

/** Throws 404 for an unknown one, and 400 for one that does not stand any more. */
export function revokeInvitation({ store, clock }: EmulatorContext, id: string): Invitation {
  const invitation = store.access.invitations.get(id);
  if (!invitation) throw resourceNotFound('invitation', id);
  if (invitation.status === 'accepted') throw invitationAlreadyAccepted();
  if (invitation.status === 'revoked') throw invitationAlreadyRevoked();
  invitation.status = 'revoked';
  invitation.updatedAt = clock();
  return invitation;
}
