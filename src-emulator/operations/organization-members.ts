import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import {
  alreadyMember,
  membershipQuotaExceeded,
  minimumPermissionsNeeded,
  missingPermission,
  organizationNotFoundOrUnauthorized,
} from '../errors/organization-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Organization, OrganizationMembership } from '../state/organization-records.ts';
import type { Metadata, User } from '../state/records.ts';
import { hasElevatedPermissions, permissionsOfRole, requireRoleIn } from './organization-roles.ts';

export const listMembersOf = ({ store }: EmulatorContext, organizationId: string): OrganizationMembership[] =>
  store.organizations.memberships.filter((membership) => membership.organizationId === organizationId);

export const listMembershipsOf = ({ store }: EmulatorContext, userId: string): OrganizationMembership[] =>
  store.organizations.memberships.filter((membership) => membership.userId === userId);

export const findMembership = (
  { store }: EmulatorContext,
  organizationId: string,
  userId: string,
): OrganizationMembership | undefined =>
  store.organizations.memberships.find(
    (membership) => membership.organizationId === organizationId && membership.userId === userId,
  );

/** The organisation in which the user was active last, or else the first one; `null` for somebody who has none. */
export function findLastOrganizationId(context: EmulatorContext, userId: string): string | null {
  const [recent] = context.store
    .listSessionsOfUser(userId)
    .filter(({ lastActiveOrganizationId }) => lastActiveOrganizationId !== null)
    .sort((a, b) => b.lastActiveAt - a.lastActiveAt);
  return recent?.lastActiveOrganizationId ?? listMembershipsOf(context, userId)[0]?.organizationId ?? null;
}

/** Throws 404 when the user is no member. */
export function requireMembership(
  context: EmulatorContext,
  organizationId: string,
  userId: string,
): OrganizationMembership {
  const membership = findMembership(context, organizationId, userId);
  if (!membership) throw resourceNotFound('organization membership', userId);
  return membership;
}

/** The organisation, for one of its members who has the permission; throws what Clerk says to others. */
export function requireOrganizationFor(
  context: EmulatorContext,
  organizationId: string,
  user: User,
  permission?: string,
): { organization: Organization; membership: OrganizationMembership } {
  const { organizations } = context.store.organizations;
  const organization = organizations.find((candidate) => candidate.id === organizationId);
  const membership = organization && findMembership(context, organizationId, user.id);
  if (!membership) throw organizationNotFoundOrUnauthorized();
  if (permission && !permissionsOfRole(context, membership.role).includes(permission))
    throw missingPermission(permission);
  return { organization, membership };
}

export const pendingInvitationsOf = ({ store, clock }: EmulatorContext, organizationId: string) =>
  store.organizations.invitations.filter(
    (invitation) =>
      invitation.organizationId === organizationId &&
      invitation.status === 'pending' &&
      clock() < invitation.expireAt,
  );

/** Throws when `more` members or invitations would be too many. */
export function assertRoom(context: EmulatorContext, organization: Organization, more = 1): void {
  const { id, maxAllowedMemberships } = organization;
  if (maxAllowedMemberships === 0) return;
  const taken = listMembersOf(context, id).length + pendingInvitationsOf(context, id).length;
  if (taken + more > maxAllowedMemberships) throw membershipQuotaExceeded(maxAllowedMemberships);
}

/** Takes a user in. Whoever has an invitation has it no more: it counts as accepted. */
export function addMember(
  context: EmulatorContext,
  organization: Organization,
  user: User,
  roleKey: string,
  publicMetadata: Metadata = {},
  privateMetadata: Metadata = {},
): OrganizationMembership {
  const { key: role } = requireRoleIn(context, organization, roleKey);
  if (findMembership(context, organization.id, user.id)) throw alreadyMember(user.id);
  const now = context.clock();
  const { organizations } = context.store;
  const addresses = new Set(user.emailAddresses.map((email) => email.emailAddress));
  const own = pendingInvitationsOf(context, organization.id).filter(({ emailAddress }) =>
    addresses.has(emailAddress),
  );
  assertRoom(context, organization, 1 - own.length);
  for (const invitation of own) {
    invitation.status = 'accepted';
    invitation.userId = user.id;
    invitation.updatedAt = now;
  }
  for (const suggestion of organizations.suggestions)
    if (suggestion.organizationId === organization.id && suggestion.userId === user.id) {
      suggestion.status = 'completed';
      suggestion.updatedAt = now;
    }
  const membership = {
    id: createId('orgmem'),
    organizationId: organization.id,
    userId: user.id,
    role,
    publicMetadata,
    privateMetadata,
    createdAt: now,
    updatedAt: now,
  };
  organizations.memberships.push(membership);
  return membership;
}

/** Throws when nobody would be left in charge. */
export function changeRole(
  context: EmulatorContext,
  organization: Organization,
  membership: OrganizationMembership,
  roleKey: string,
): void {
  const { key: role } = requireRoleIn(context, organization, roleKey);
  if (!hasElevatedPermissions(context, role)) assertNotLast(context, membership);
  membership.role = role;
  membership.updatedAt = context.clock();
}

/** Throws when nobody would be left in charge. The organisation is active no more in the user's sessions. */
export function removeMember(context: EmulatorContext, membership: OrganizationMembership): void {
  assertNotLast(context, membership);
  forgetMembership(context, membership);
}

/** Without asking who is left: for those who are gone themselves. */
export function forgetMembership({ store }: EmulatorContext, membership: OrganizationMembership): void {
  const { organizations } = store;
  organizations.memberships = organizations.memberships.filter((other) => other.id !== membership.id);
  organizations.nextOrganizations = organizations.nextOrganizations.filter(
    ({ userId, organizationId }) =>
      userId !== membership.userId || organizationId !== membership.organizationId,
  );
  for (const session of store.listSessionsOfUser(membership.userId))
    if (session.lastActiveOrganizationId === membership.organizationId)
      session.lastActiveOrganizationId = null;
}

function assertNotLast(context: EmulatorContext, membership: OrganizationMembership): void {
  if (!hasElevatedPermissions(context, membership.role)) return;
  const others = listMembersOf(context, membership.organizationId).filter(
    (other) => other.id !== membership.id,
  );
  if (!others.some((other) => hasElevatedPermissions(context, other.role))) throw minimumPermissionsNeeded();
}
