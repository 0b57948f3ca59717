import type { EmulatorContext } from '../context.ts';
import {
  alreadyInvited,
  alreadyMember,
  invitationAlreadyAccepted,
  invitationNotFound,
  invitationNotPending,
  invitationRevoked,
} from '../errors/organization-errors.ts';
import { createId } from '../state/identifiers.ts';
import type {
  Organization,
  OrganizationInvitation,
  OrganizationMembership,
} from '../state/organization-records.ts';
import type { Metadata, User } from '../state/records.ts';
import { addMember, assertRoom, findMembership, pendingInvitationsOf } from './organization-members.ts';
import { requireRoleIn } from './organization-roles.ts';
import { requireOrganization } from './organizations.ts';

const day = 24 * 60 * 60_000;
const defaultLifeDays = 30;

export type InvitationFields = {
  emailAddress: string;
  role: string;
  inviterUserId?: string | null | undefined;
  redirectUrl?: string | null | undefined;
  domainId?: string | undefined;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
  expiresInDays?: number | null | undefined;
  /** Whether a mail tells of it; without a word, one does. */
  notify?: boolean | undefined;
};

export type InvitationStatus = OrganizationInvitation['status'] | 'expired';

export const invitationStatus = (invitation: OrganizationInvitation, now: number): InvitationStatus =>
  invitation.status === 'pending' && now >= invitation.expireAt ? 'expired' : invitation.status;

/** Invites all of them or, when one is refused, nobody. */
export function inviteAll(
  context: EmulatorContext,
  organization: Organization,
  all: readonly InvitationFields[],
): OrganizationInvitation[] {
  const { store, clock } = context;
  const pending = pendingInvitationsOf(context, organization.id);
  const taken = new Set(pending.map(({ emailAddress }) => emailAddress));
  const twice = all.filter(({ emailAddress }) => taken.has(emailAddress));
  if (twice.length > 0) throw alreadyInvited(twice.map(({ emailAddress }) => emailAddress));
  for (const { emailAddress } of all) {
    const user = store.findUserByEmail(emailAddress);
    if (user && findMembership(context, organization.id, user.id)) throw alreadyMember(emailAddress);
  }
  const now = clock();
  const wanted = [...new Map(all.map((fields) => [fields.emailAddress, fields])).values()];
  assertRoom(context, organization, wanted.length);
  const invitations = wanted.map(
    (fields): OrganizationInvitation => ({
      id: createId('orginv'),
      organizationId: organization.id,
      emailAddress: fields.emailAddress,
      role: requireRoleIn(context, organization, fields.role).key,
      status: 'pending',
      inviterUserId: fields.inviterUserId ?? null,
      userId: null,
      redirectUrl: fields.redirectUrl ?? null,
      domainId: fields.domainId ?? null,
      publicMetadata: fields.publicMetadata ?? {},
      privateMetadata: fields.privateMetadata ?? {},
      expireAt: now + (fields.expiresInDays ?? defaultLifeDays) * day,
      createdAt: now,
      updatedAt: now,
    }),
  );
  store.organizations.invitations.push(...invitations);
  return invitations;
}

/** Throws 404 when the organisation has no such invitation. */
export function requireInvitation(
  { store }: EmulatorContext,
  organizationId: string,
  id: string,
): OrganizationInvitation {
  const invitation = store.organizations.invitations.find((candidate) => candidate.id === id);
  if (invitation?.organizationId !== organizationId) throw invitationNotFound(id);
  return invitation;
}

export function revokeInvitation({ clock }: EmulatorContext, invitation: OrganizationInvitation): void {
  if (invitation.status !== 'pending') throw invitationNotPending();
  invitation.status = 'revoked';
  invitation.updatedAt = clock();
}

/** Those to one of the user's verified addresses, newest first. */
export function listInvitationsTo(
  { store }: EmulatorContext,
  user: User,
): { invitation: OrganizationInvitation; organization: Organization }[] {
  const addresses = new Set(verifiedAddresses(user));
  const { invitations, organizations } = store.organizations;
  return invitations
    .filter((invitation) => addresses.has(invitation.emailAddress))
    .flatMap((invitation) => {
      const organization = organizations.find(({ id }) => id === invitation.organizationId);
      return organization ? [{ invitation, organization }] : [];
    })
    .reverse();
}

/** Throws unless it still stands. */
export function assertAcceptable({ clock }: EmulatorContext, invitation: OrganizationInvitation): void {
  const status = invitationStatus(invitation, clock());
  if (status === 'accepted') throw invitationAlreadyAccepted();
  if (status === 'revoked') throw invitationRevoked();
  if (status === 'expired') throw invitationNotPending();
}

/** Makes the user a member, with the role and the metadata of the invitation. */
export function acceptInvitation(
  context: EmulatorContext,
  user: User,
  invitation: OrganizationInvitation,
): OrganizationMembership {
  assertAcceptable(context, invitation);
  const organization = requireOrganization(context, invitation.organizationId);
  const { role, publicMetadata, privateMetadata } = invitation;
  const membership = addMember(context, organization, user, role, publicMetadata, privateMetadata);
  invitation.status = 'accepted';
  invitation.userId = user.id;
  invitation.updatedAt = context.clock();
  return membership;
}

export const verifiedAddresses = (user: User): string[] =>
  user.emailAddresses
    .filter((email) => email.verification?.status === 'verified')
    .map((email) => email.emailAddress);
