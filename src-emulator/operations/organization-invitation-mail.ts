import type { EmulatorContext } from '../context.ts';
import { createId } from '../state/identifiers.ts';
import type { Organization, OrganizationInvitation } from '../state/organization-records.ts';
import { type InvitationFields, invitationStatus, inviteAll } from './organization-invitations.ts';
import { checkTicketRedirect, issueTicket, ticketLink } from './tickets.ts';

/** The link of the mail, for people with and without an account; `null` once it is of no use. */
export async function organizationInvitationLink(
  context: EmulatorContext,
  invitation: OrganizationInvitation,
): Promise<string | null> {
  if (invitationStatus(invitation, context.clock()) !== 'pending') return null;
  return ticketLink(context, await issueTicket(context, { kind: 'organization_invitation', ...invitation }));
}

/** Invites all of them, by mail unless that is not wanted, or when one is refused, nobody. */
export async function inviteByMail(
  context: EmulatorContext,
  organization: Organization,
  all: readonly InvitationFields[],
): Promise<OrganizationInvitation[]> {
  for (const { redirectUrl } of all) checkTicketRedirect(redirectUrl);
  const invitations = inviteAll(context, organization, all);
  const silent = new Set(
    all.filter(({ notify }) => notify === false).map(({ emailAddress }) => emailAddress),
  );
  for (const invitation of invitations)
    if (!silent.has(invitation.emailAddress)) await sendMail(context, organization, invitation);
  return invitations;
}

async function sendMail(
  context: EmulatorContext,
  organization: Organization,
  invitation: OrganizationInvitation,
): Promise<void> {
  const link = await organizationInvitationLink(context, invitation);
  const inviter = invitation.inviterUserId && context.store.users.get(invitation.inviterUserId);
  const who = inviter ? [inviter.firstName, inviter.lastName].filter(Boolean).join(' ') : '';
  const subject = `${who || 'Somebody'} invited you to join ${organization.name}`;
  context.store.addMessage({
    id: createId('msg'),
    to: invitation.emailAddress,
    kind: 'email',
    purpose: 'invitation',
    code: null,
    link,
    subject,
    body: `${subject}. Follow this link to accept the invitation: ${link} This is an emulated e-mail.`,
    sentAt: context.clock(),
  });
}
