import { z } from 'zod';
import { flag, integer, maybeInteger, maybeText, metadata, page, text, texts, timestamps } from './parts.ts';

const organizationCore = {
  object: z.literal('organization'),
  id: text,
  name: text,
  slug: text,
  image_url: text.optional(),
  has_image: flag,
  members_count: integer.optional(),
  pending_invitations_count: integer.optional(),
  max_allowed_memberships: integer,
  admin_delete_enabled: flag,
  public_metadata: metadata,
  ...timestamps,
};
export const organization = z.strictObject({
  ...organizationCore,
  self_serve_sso_enabled: flag.optional(),
  logo_url: maybeText.optional(),
});
export const backendOrganization = z.looseObject({
  ...organizationCore,
  missing_member_with_elevated_permissions: flag.optional(),
  private_metadata: metadata.optional(),
  created_by: text.optional(),
  last_active_at: integer.optional(),
  role_set_key: maybeText.optional(),
});
export const organizationWithLogo = backendOrganization.extend({ image_url: text, has_image: flag });

const publicUserDataCore = {
  first_name: maybeText,
  last_name: maybeText,
  has_image: flag,
  username: maybeText.optional(),
  banned: flag.optional(),
};
export const publicUserData = z.strictObject({
  ...publicUserDataCore,
  image_url: maybeText.optional(),
  identifier: text,
  profile_image_url: maybeText.optional(),
  user_id: maybeText.optional(),
});

const membershipCore = {
  id: text,
  object: z.literal('organization_membership'),
  public_metadata: metadata,
  role: text,
  ...timestamps,
};
export const membership = z.looseObject({
  ...membershipCore,
  role_name: text,
  permissions: texts.nullable(),
  organization,
  public_user_data: publicUserData.nullable().optional(),
});
export const memberships = z.union([page(membership), z.array(membership)]);
export const backendMembership = z.looseObject({
  ...membershipCore,
  role_name: text.optional(),
  permissions: texts,
  private_metadata: metadata.optional(),
  organization: backendOrganization,
  public_user_data: z
    .strictObject({
      ...publicUserDataCore,
      user_id: text,
      image_url: text,
      profile_image_url: maybeText,
      identifier: maybeText.optional(),
    })
    .optional(),
});

const publicOrganizationData = z.strictObject({
  id: text,
  name: text,
  slug: text,
  image_url: text.optional(),
  has_image: flag,
});

const invitationCore = {
  id: text,
  object: z.literal('organization_invitation'),
  email_address: text,
  role: text,
  role_name: text,
  organization_id: text.optional(),
  public_metadata: metadata,
  url: maybeText,
  expires_at: maybeInteger,
  ...timestamps,
};
export const organizationInvitation = z.looseObject({
  ...invitationCore,
  status: z.enum(['pending', 'revoked', 'accepted', 'expired', 'completed']).optional(),
  public_organization_data: publicOrganizationData.optional(),
});
export const organizationInvitations = z.union([
  page(organizationInvitation),
  z.array(organizationInvitation),
]);
export const ownInvitation = organizationInvitation.extend({
  public_organization_data: publicOrganizationData,
});
const inviter = z
  .strictObject({
    user_id: text,
    first_name: maybeText,
    last_name: maybeText,
    image_url: text,
    has_image: flag,
    identifier: text,
  })
  .nullable();
const backendInvitationCore = {
  ...invitationCore,
  status: text.optional(),
  private_metadata: metadata.optional(),
  inviter_id: maybeText,
  public_inviter_data: inviter,
};
export const backendOrganizationInvitation = z.strictObject(backendInvitationCore);
export const userInvitation = z.looseObject({
  ...backendInvitationCore,
  public_organization_data: publicOrganizationData.optional(),
});

export const suggestion = z.strictObject({
  object: z.literal('organization_suggestion'),
  id: text,
  public_organization_data: publicOrganizationData.optional(),
  status: text,
  ...timestamps,
});

const domainVerification = {
  status: text,
  strategy: text,
  attempts: maybeInteger,
  expire_at: maybeInteger,
  verified_at: maybeInteger,
};
const domainCore = {
  object: z.literal('organization_domain'),
  id: text,
  organization_id: text,
  name: text,
  enrollment_mode: text,
  affiliation_email_address: maybeText,
  affiliation_verification: z.strictObject(domainVerification).nullable(),
  ownership_verification: z
    .strictObject({
      ...domainVerification,
      txt_record_name: maybeText.optional(),
      txt_record_value: maybeText.optional(),
    })
    .nullable(),
  verification: z.strictObject(domainVerification).nullable(),
  total_pending_invitations: integer,
  total_pending_suggestions: integer,
  public_organization_data: publicOrganizationData.nullable().optional(),
  ...timestamps,
};
export const organizationDomain = z.strictObject(domainCore);
export const backendOrganizationDomain = z.looseObject({
  ...domainCore,
  enrollment_mode: z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']),
});

export const membershipRequest = z.strictObject({
  object: z.literal('organization_membership_request'),
  id: text,
  organization_id: text,
  status: text,
  public_user_data: publicUserData.nullable(),
  ...timestamps,
});

const permissionCore = {
  object: z.literal('permission'),
  id: text,
  name: text,
  key: text,
  description: text,
  ...timestamps,
};
const permission = z.strictObject({ ...permissionCore, type: z.enum(['system', 'user']) });
export const backendPermission = z.looseObject({ ...permissionCore, type: text });
const roleCore = {
  object: z.literal('role'),
  id: text,
  name: text,
  key: text,
  is_creator_eligible: flag,
  ...timestamps,
};
const role = z.strictObject({ ...roleCore, description: text, permissions: z.array(permission) });
export const roles = z.looseObject({
  data: z.array(role),
  total_count: integer,
  has_role_set_migration: flag.optional(),
});
export const backendRole = z.strictObject({
  ...roleCore,
  description: maybeText,
  permissions: z.array(backendPermission),
});

export const creationDefaults = z.looseObject({
  form: z.looseObject({ name: maybeText.optional(), logo: maybeText.optional() }).nullable().optional(),
  advisory: z
    .looseObject({ type: z.enum(['warning', 'error', 'info']).optional(), message: text.optional() })
    .nullable()
    .optional(),
});

export const organizationSettings = z.strictObject({
  object: z.literal('organization_settings'),
  enabled: flag,
  max_allowed_memberships: integer,
  max_allowed_roles: integer,
  max_role_sets_allowed: integer.optional(),
  max_allowed_domains: integer,
  max_allowed_permissions: integer.optional(),
  creator_role: text,
  admin_delete_enabled: flag,
  domains_enabled: flag,
  slug_disabled: flag.optional(),
  domains_enrollment_modes: z.array(
    z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']),
  ),
  domains_default_role: text,
  initial_role_set_key: maybeText.optional(),
});
