import type { EmulatorContext } from '../context.ts';
import { invitationStatus } from '../operations/organization-invitations.ts';
import { listMembersOf, pendingInvitationsOf } from '../operations/organization-members.ts';
import { findRole, hasElevatedPermissions, permissionsOfRole } from '../operations/organization-roles.ts';
import { roleSetOf } from '../operations/role-sets.ts';
import type {
  Organization,
  OrganizationDomain,
  OrganizationInvitation,
  OrganizationMembership,
  OrganizationSuggestion,
} from '../state/organization-records.ts';
import { publicUserDataJson } from './public-user-data-json.ts';

const imageUrl = ({ url }: EmulatorContext, { id, logo }: Organization): string =>
  logo ? `${url}/_emulator/images/${logo.id}` : `${url}/_emulator/avatars/${id}.svg`;

/** The organisation as the Frontend API shows it. */
export const organizationJson = (context: EmulatorContext, organization: Organization) => ({
  object: 'organization',
  id: organization.id,
  name: organization.name,
  slug: organization.slug,
  image_url: imageUrl(context, organization),
  has_image: organization.logo !== null,
  members_count: listMembersOf(context, organization.id).length,
  pending_invitations_count: pendingInvitationsOf(context, organization.id).length,
  max_allowed_memberships: organization.maxAllowedMemberships,
  admin_delete_enabled: organization.adminDeleteEnabled,
  public_metadata: organization.publicMetadata,
  created_at: organization.createdAt,
  updated_at: organization.updatedAt,
});

/** The organisation as the Backend API shows it; the number of members only where it was asked for. */
export function backendOrganizationJson(
  context: EmulatorContext,
  organization: Organization,
  options: { withCounts?: boolean; withElevated?: boolean } = {},
) {
  const { members_count, pending_invitations_count, ...json } = organizationJson(context, organization);
  const isMissing = () =>
    !listMembersOf(context, organization.id).some(({ role }) => hasElevatedPermissions(context, role));
  return {
    ...json,
    ...(options.withCounts ? { members_count, pending_invitations_count } : {}),
    ...(options.withElevated ? { missing_member_with_elevated_permissions: isMissing() } : {}),
    private_metadata: organization.privateMetadata,
    ...(organization.createdBy ? { created_by: organization.createdBy } : {}),
    role_set_key: roleSetOf(context, organization).key,
  };
}

const roleName = (context: EmulatorContext, key: string): string => findRole(context, key)?.name ?? key;

const membershipCoreJson = (context: EmulatorContext, membership: OrganizationMembership) => ({
  object: 'organization_membership',
  id: membership.id,
  role: membership.role,
  role_name: roleName(context, membership.role),
  permissions: permissionsOfRole(context, membership.role),
  public_metadata: membership.publicMetadata,
  created_at: membership.createdAt,
  updated_at: membership.updatedAt,
});

function publicUserData(context: EmulatorContext, userId: string) {
  const user = context.store.users.get(userId);
  return user ? publicUserDataJson(context, user) : null;
}

export function membershipJson(context: EmulatorContext, membership: OrganizationMembership) {
  const organization = findOrganization(context, membership.organizationId);
  return {
    ...membershipCoreJson(context, membership),
    organization: organization ? organizationJson(context, organization) : null,
    public_user_data: publicUserData(context, membership.userId),
  };
}

export function backendMembershipJson(context: EmulatorContext, membership: OrganizationMembership) {
  const organization = findOrganization(context, membership.organizationId);
  const user = context.store.users.get(membership.userId);
  return {
    ...membershipCoreJson(context, membership),
    private_metadata: membership.privateMetadata,
    organization: organization ? backendOrganizationJson(context, organization) : null,
    public_user_data: user
      ? {
          ...publicUserDataJson(context, user),
          profile_image_url: publicUserDataJson(context, user).image_url,
          banned: user.banned,
        }
      : null,
  };
}

const findOrganization = ({ store }: EmulatorContext, id: string): Organization | undefined =>
  store.organizations.organizations.find((organization) => organization.id === id);

const publicOrganizationDataJson = (context: EmulatorContext, organization: Organization) => ({
  id: organization.id,
  name: organization.name,
  slug: organization.slug,
  has_image: organization.logo !== null,
  image_url: imageUrl(context, organization),
});

/** For the organisation's own members. */
export const invitationJson = (context: EmulatorContext, invitation: OrganizationInvitation) => ({
  object: 'organization_invitation',
  id: invitation.id,
  email_address: invitation.emailAddress,
  organization_id: invitation.organizationId,
  role: invitation.role,
  role_name: roleName(context, invitation.role),
  status: invitationStatus(invitation, context.clock()),
  public_metadata: invitation.publicMetadata,
  url: null,
  expires_at: invitation.expireAt,
  created_at: invitation.createdAt,
  updated_at: invitation.updatedAt,
});

/** For a backend; `url` is the link of the mail, where it is to be told. */
export const backendInvitationJson = (
  context: EmulatorContext,
  invitation: OrganizationInvitation,
  url: string | null = null,
) => ({
  ...invitationJson(context, invitation),
  inviter_id: invitation.inviterUserId,
  public_inviter_data: invitation.inviterUserId && publicUserData(context, invitation.inviterUserId),
  private_metadata: invitation.privateMetadata,
  url,
});

/** The same in lists of more than one organisation. */
export function backendInvitationInListJson(
  context: EmulatorContext,
  invitation: OrganizationInvitation,
  url: string | null,
) {
  const organization = findOrganization(context, invitation.organizationId);
  return {
    ...backendInvitationJson(context, invitation, url),
    ...(organization ? { public_organization_data: publicOrganizationDataJson(context, organization) } : {}),
  };
}

/** For the person who is invited. */
export const userInvitationJson = (
  context: EmulatorContext,
  invitation: OrganizationInvitation,
  organization: Organization,
) => ({
  ...invitationJson(context, invitation),
  public_organization_data: publicOrganizationDataJson(context, organization),
});

export const suggestionJson = (
  context: EmulatorContext,
  suggestion: OrganizationSuggestion,
  organization: Organization,
) => ({
  object: 'organization_suggestion',
  id: suggestion.id,
  public_organization_data: publicOrganizationDataJson(context, organization),
  status: suggestion.status,
  created_at: suggestion.createdAt,
  updated_at: suggestion.updatedAt,
});

/** What became of a request, in Clerk's words. */
export const requestStatus = ({ status }: OrganizationSuggestion): 'pending' | 'accepted' | 'revoked' =>
  status === 'completed' ? 'accepted' : status === 'rejected' ? 'revoked' : 'pending';

export const membershipRequestJson = (context: EmulatorContext, request: OrganizationSuggestion) => ({
  object: 'organization_membership_request',
  id: request.requestId,
  organization_id: request.organizationId,
  status: requestStatus(request),
  public_user_data: publicUserData(context, request.userId),
  created_at: request.createdAt,
  updated_at: request.updatedAt,
});

export function domainJson(context: EmulatorContext, domain: OrganizationDomain) {
  const { store, clock } = context;
  const organization = findOrganization(context, domain.organizationId);
  const { invitations, suggestions } = store.organizations;
  const { verification } = domain;
  const now = clock();
  const isExpired = verification?.status === 'unverified' && now >= verification.expireAt;
  const affiliation = verification && {
    status: isExpired ? 'expired' : verification.status,
    strategy: 'email_code',
    attempts: verification.attempts,
    expire_at: verification.expireAt,
    // Of ownership alone.
    verified_at: null,
  };
  return {
    object: 'organization_domain',
    id: domain.id,
    name: domain.name,
    organization_id: domain.organizationId,
    enrollment_mode: domain.enrollmentMode,
    verification: affiliation,
    affiliation_verification: affiliation,
    ownership_verification:
      domain.ownershipVerifiedAt === null
        ? null
        : {
            status: 'verified',
            strategy: 'manual_override',
            attempts: null,
            expire_at: null,
            verified_at: domain.ownershipVerifiedAt,
          },
    affiliation_email_address: domain.affiliationEmailAddress,
    total_pending_invitations: invitations.filter(
      (row) => row.domainId === domain.id && invitationStatus(row, now) === 'pending',
    ).length,
    total_pending_suggestions: suggestions.filter(
      (row) => row.domainId === domain.id && row.status === 'pending',
    ).length,
    public_organization_data: organization ? publicOrganizationDataJson(context, organization) : null,
    created_at: domain.createdAt,
    updated_at: domain.updatedAt,
  };
}

export const pageJson = (data: readonly unknown[], totalCount: number) => ({ data, total_count: totalCount });
