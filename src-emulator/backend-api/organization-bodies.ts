import { z } from 'zod';
import { emailAddressField, metadataSchema } from '../wire/fields.ts';
import { organizationNameField, slugField } from '../wire/organization-fields.ts';
import { timeJsonField } from '../wire/times.ts';

const optionalMetadata = metadataSchema.nullable().optional();
const optionalSlug = z
  .union([slugField, z.literal('').transform(() => undefined)])
  .nullable()
  .optional();
const createdAtField = timeJsonField.nullable().optional();

const commonFields = {
  slug: optionalSlug,
  max_allowed_memberships: z.int().min(0).nullable().optional(),
  public_metadata: optionalMetadata,
  private_metadata: optionalMetadata,
  created_at: createdAtField,
  role_set_key: z.string().nullable().optional(),
};

export const createOrganizationSchema = z.strictObject({
  ...commonFields,
  name: organizationNameField,
  created_by: z.string().nullable().optional(),
});

export const updateOrganizationSchema = z.strictObject({
  ...commonFields,
  name: organizationNameField.nullable().optional(),
  admin_delete_enabled: z.boolean().nullable().optional(),
});

export const toOrganizationFields = (body: Omit<z.output<typeof updateOrganizationSchema>, 'name'>) => ({
  slug: body.slug ?? undefined,
  maxAllowedMemberships: body.max_allowed_memberships ?? undefined,
  adminDeleteEnabled: body.admin_delete_enabled ?? undefined,
  publicMetadata: body.public_metadata ?? undefined,
  privateMetadata: body.private_metadata ?? undefined,
  createdAt: body.created_at ?? undefined,
  roleSetKey: body.role_set_key ?? undefined,
});

export const holderMetadataSchema = z.strictObject({
  public_metadata: optionalMetadata,
  private_metadata: optionalMetadata,
});

export const toHolderMetadata = (body: z.output<typeof holderMetadataSchema>) => ({
  publicMetadata: body.public_metadata,
  privateMetadata: body.private_metadata,
});

const daysField = z.int().min(1).max(365).nullable().optional();

const invitationFields = {
  email_address: emailAddressField,
  role: z.string().min(1),
  inviter_user_id: z.string().nullable().optional(),
  redirect_url: z.url().max(8192).nullable().optional(),
  public_metadata: optionalMetadata,
  private_metadata: optionalMetadata,
  expires_in_days: daysField,
  notify: z.boolean().nullable().optional(),
};
export const invitationBodySchema = z.strictObject(invitationFields);
/** @clerk/backend sends the array itself. */
export const invitationsBodySchema = z.array(invitationBodySchema).min(1).max(10);

export const toInvitationFields = (body: z.output<typeof invitationBodySchema>) => ({
  emailAddress: body.email_address,
  role: body.role,
  inviterUserId: body.inviter_user_id,
  redirectUrl: body.redirect_url,
  publicMetadata: body.public_metadata ?? {},
  privateMetadata: body.private_metadata ?? {},
  expiresInDays: body.expires_in_days,
  notify: body.notify ?? true,
});
