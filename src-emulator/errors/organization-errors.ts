import { apiError, parameterError } from './api-error.ts';

/** Clerk's errors about organisations. */

export const organizationsNotEnabled = () =>
  apiError(
    403,
    'organization_not_enabled_in_instance',
    'access denied',
    'The organizations feature is not enabled for this instance.',
  );

/** For those who may not know whether it exists. */
export const organizationNotFoundOrUnauthorized = () =>
  apiError(
    404,
    'organization_not_found_or_unauthorized',
    'not found or unauthorized',
    "Given organization not found, or you don't have permission to access the organization",
  );

export const organizationNotFound = () =>
  apiError(404, 'resource_not_found', 'not found', 'Given organization not found.');

export const missingPermission = (permission: string) =>
  apiError(
    403,
    'missing_organization_permission',
    'missing permission',
    'Current user is missing an organization permission.',
    { permissions: [permission] },
  );

export const creationNotEnabled = () =>
  apiError(
    403,
    'user_create_organization_not_enabled',
    'create organization not enabled',
    'Organization creation is not enabled for this user',
  );

export const adminDeleteNotEnabled = () =>
  apiError(
    403,
    'organization_admin_delete_not_enabled',
    'admin delete not enabled',
    'Deletion by admin is not enabled for this organization.',
  );

export const creatorNotFound = (userId: string) =>
  apiError(400, 'organization_creator_not_found', 'creator not found', `No users found with id ${userId}.`);

export const minimumPermissionsNeeded = () =>
  apiError(
    400,
    'organization_minimum_permissions_needed',
    'minimum organization permissions needed',
    'There has to be at least one organization member with the minimum required permissions',
  );

export const alreadyMember = (who: string) =>
  apiError(
    400,
    'already_a_member_in_organization',
    'already a member',
    `${who} is already a member of the organization.`,
  );

export const membershipQuotaExceeded = (limit: number) =>
  apiError(
    403,
    'organization_membership_quota_exceeded',
    'organization membership quota exceeded',
    `You have reached your limit of ${limit} organization memberships, including outstanding invitations.`,
  );

export const slugTaken = () =>
  parameterError('slug', 'form_identifier_exists', 'That slug is taken. Please try another.');

export const roleNotFound = (parameter = 'role') =>
  apiError(404, 'resource_not_found', 'not found', 'Organization role not found', { param_name: parameter });

export const permissionNotFound = () =>
  apiError(404, 'resource_not_found', 'not found', 'Organization permission not found');

export const systemPermissionNotModifiable = () =>
  apiError(
    403,
    'organization_system_permission_not_modifiable',
    'organization system permission cannot be modified',
    'This organization permission cannot be modified because it is a system permission.',
  );

export const roleAssigned = () =>
  apiError(
    422,
    'organization_role_assigned_members',
    'role is assigned to organization members',
    'The organization role is currently assigned to one or more organization members.',
  );

export const roleInInvitations = () =>
  apiError(
    422,
    'organization_role_exists_in_invitations',
    'role exists in pending organization invitations',
    'The organization role exists in one or more pending organization invitations. Please revoke these invitations to proceed.',
  );

export const roleIsCreatorRole = () =>
  apiError(
    422,
    'organization_role_default_creator_role',
    'role is used as the creator role',
    'The organization role cannot be deleted as it is currently used as the creator role.',
  );

export const roleIsDomainRole = () =>
  apiError(
    422,
    'organization_role_domain_default_role',
    'role is used as the domain default role',
    'The organization role cannot be deleted as it is currently used as the default domain role.',
  );

export const rolePermissionExists = () =>
  apiError(
    409,
    'organization_role_permission_association_exists',
    'permission already assigned to role',
    'This organization permission is already associated to this organization role.',
  );

export const creatorRoleNeeds = (permissions: readonly string[]) =>
  apiError(
    422,
    'organization_missing_creator_role_permissions',
    'missing permissions for creator role',
    `The creator role must contain the following permissions: ${permissions.join(', ')}`,
  );

/** Clerk's pages read the addresses from `meta`. */
export const alreadyInvited = (emailAddresses: readonly string[]) =>
  apiError(
    400,
    'duplicate_record',
    'duplicate record',
    `There are already pending invitations for the following email addresses: ${emailAddresses.join(', ')}`,
    { email_addresses: emailAddresses },
  );

export const invitationNotFound = (id: string) =>
  apiError(404, 'organization_invitation_not_found', 'not found', `No invitation found with id ${id}.`);

export const invitationNotPending = () =>
  apiError(
    404,
    'organization_invitation_not_pending',
    'not pending',
    "The organization invitation is not in the 'pending' status.",
  );

export const invitationAlreadyAccepted = () =>
  apiError(
    400,
    'organization_invitation_already_accepted',
    'invitation has already been accepted',
    'This invitation has already been accepted. Sign in instead.',
  );

export const invitationRevoked = () =>
  apiError(
    400,
    'organization_invitation_revoked_code',
    'invitation has been revoked',
    'This invitation has been revoked and cannot be used anymore.',
  );

export const suggestionAlreadyAccepted = () =>
  apiError(
    400,
    'organization_suggestion_already_accepted',
    'suggestion has already been accepted',
    'This organization suggestion has already been accepted.',
  );

export const domainTaken = () =>
  apiError(
    422,
    'organization_domain_already_exists',
    'organization domain already exists',
    'This domain is already used by another organization.',
    { param_name: 'name' },
  );

export const domainCommon = () =>
  apiError(
    422,
    'organization_domain_common',
    'common email domain',
    'This is a common email provider domain. Please use a different one.',
    { param_name: 'name' },
  );

export const domainMismatch = () =>
  apiError(
    422,
    'organization_domain_mismatch',
    'Organization domain mismatch',
    "The provided email address doesn't match the organization domain name.",
    { param_name: 'affiliation_email_address' },
  );

export const enrollmentModeNotEnabled = (mode: string) =>
  apiError(
    403,
    'organization_domain_enrollment_mode_not_enabled',
    'organization enrollment mode not enabled',
    `Enrollment mode ${mode} is not enabled for this instance's organizations.`,
  );
