import type { EmulatorContext } from '../context.ts';
import { invitationLink, invitationStatus } from '../operations/invitations.ts';
import { issueTicket, ticketLink } from '../operations/tickets.ts';
import type { ActorToken, Invitation, SignInToken, WaitlistEntry } from '../state/access-records.ts';

/** What the Backend API shows of the ways to let somebody in. */

async function tokenCoreJson(
  context: EmulatorContext,
  kind: 'sign_in_token' | 'actor_token',
  token: SignInToken,
) {
  const { id, expireAt } = token;
  const ticket = await issueTicket(context, { kind, id, expireAt, redirectUrl: null });
  return {
    object: kind,
    id,
    user_id: token.userId,
    token: ticket,
    status: token.status,
    url: ticketLink(context, ticket),
    created_at: token.createdAt,
    updated_at: token.updatedAt,
  };
}

export const signInTokenJson = (context: EmulatorContext, token: SignInToken) =>
  tokenCoreJson(context, 'sign_in_token', token);

export const actorTokenJson = async (context: EmulatorContext, token: ActorToken) => ({
  ...(await tokenCoreJson(context, 'actor_token', token)),
  actor: token.actor,
});

/** Clerk tells the link only while the invitation stands. */
export async function invitationJson(context: EmulatorContext, invitation: Invitation) {
  const status = invitationStatus(invitation, context.clock());
  return {
    object: 'invitation',
    id: invitation.id,
    email_address: invitation.emailAddress,
    public_metadata: invitation.publicMetadata,
    revoked: invitation.status === 'revoked',
    status,
    ...(status === 'pending' ? { url: await invitationLink(context, invitation) } : {}),
    expires_at: invitation.expireAt,
    created_at: invitation.createdAt,
    updated_at: invitation.updatedAt,
  };
}

export async function waitlistEntryJson(context: EmulatorContext, entry: WaitlistEntry) {
  const { invitationId } = entry;
  const invitation = invitationId === null ? undefined : context.store.access.invitations.get(invitationId);
  return {
    object: 'waitlist_entry',
    id: entry.id,
    email_address: entry.emailAddress,
    status: entry.status,
    is_locked: false,
    invitation: invitation ? await invitationJson(context, invitation) : null,
    created_at: entry.createdAt,
    updated_at: entry.updatedAt,
  };
}
