import { z } from 'zod';
import { passwordHasherNames } from '../crypto/imported-passwords.ts';
import {
  emailAddressField,
  metadataSchema,
  nameJsonField,
  phoneNumberField,
  usernameField,
} from '../wire/fields.ts';
import { timeJsonField } from '../wire/times.ts';

const dateField = timeJsonField.nullable().optional();

const optionalBoolean = z.boolean().nullable().optional();

const commonFields = {
  username: usernameField
    .transform((username) => username || null)
    .nullable()
    .optional(),
  external_id: z.string().max(256).nullable().optional(),
  first_name: nameJsonField.optional(),
  last_name: nameJsonField.optional(),
  locale: z.string().max(64).nullable().optional(),
  password: z.string().max(1024).nullable().optional(),
  skip_password_checks: optionalBoolean,
  password_digest: z.string().max(1024).nullable().optional(),
  password_hasher: z.enum(passwordHasherNames).optional(),
  totp_secret: z.string().max(256).nullable().optional(),
  backup_codes: z.array(z.string().min(1).max(128)).max(100).optional(),
  delete_self_enabled: optionalBoolean,
  create_organization_enabled: optionalBoolean,
  legal_accepted_at: dateField,
  created_at: dateField,
  create_organizations_limit: z.int().min(0).nullable().optional(),
  skip_legal_checks: optionalBoolean,
  bypass_client_trust: optionalBoolean,
};

const statusesField = z.array(z.enum(['verified', 'reserved'])).optional();

const newUserSchema = z.strictObject({
  ...commonFields,
  email_address: z.array(emailAddressField).default([]),
  email_address_identification_status: statusesField,
  phone_number: z.array(phoneNumberField).default([]),
  phone_number_identification_status: statusesField,
  skip_password_requirement: optionalBoolean,
  skip_user_requirement: optionalBoolean,
  // Nobody can have one: they are not emulated.
  web3_wallet: z
    .array(z.string())
    .refine((wallets) => wallets.length === 0, 'must be empty: wallets are not emulated.')
    .optional(),
  public_metadata: metadataSchema.optional(),
  private_metadata: metadataSchema.optional(),
  unsafe_metadata: metadataSchema.optional(),
  banned: optionalBoolean,
  locked: optionalBoolean,
});

export const createUserSchema = newUserSchema.superRefine((body, context) => {
  for (const name of ['email_address', 'phone_number'] as const) {
    const field = `${name}_identification_status` as const;
    if (body[field] && body[field].length !== body[name].length)
      context.addIssue({ code: 'custom', path: [field], message: `must have an entry for each ${name}.` });
  }
});

export const updateUserSchema = z.strictObject({
  ...commonFields,
  primary_email_address_id: z.string().nullable().optional(),
  primary_phone_number_id: z.string().nullable().optional(),
  primary_web3_wallet_id: z.string().nullable().optional(),
  notify_primary_email_address_changed: optionalBoolean,
  profile_image_id: z.string().nullable().optional(),
  sign_out_of_other_sessions: optionalBoolean,
});

export const metadataBodySchema = z.strictObject({
  public_metadata: metadataSchema.nullable().optional(),
  private_metadata: metadataSchema.nullable().optional(),
  unsafe_metadata: metadataSchema.nullable().optional(),
});

export const toUserFields = (
  body: z.output<typeof updateUserSchema> | z.output<typeof createUserSchema>,
) => ({
  username: body.username,
  externalId: body.external_id,
  firstName: body.first_name,
  lastName: body.last_name,
  locale: body.locale,
  password: body.password,
  skipPasswordChecks: body.skip_password_checks,
  passwordDigest: body.password_digest,
  passwordHasher: body.password_hasher,
  totpSecret: body.totp_secret,
  backupCodes: body.backup_codes,
  deleteSelfEnabled: body.delete_self_enabled,
  createOrganizationEnabled: body.create_organization_enabled,
  createOrganizationsLimit: body.create_organizations_limit,
  legalAcceptedAt: body.legal_accepted_at,
  bypassClientTrust: body.bypass_client_trust,
  createdAt: body.created_at,
});

export const toMetadata = <Value>(body: {
  public_metadata?: Value;
  private_metadata?: Value;
  unsafe_metadata?: Value;
}) => ({
  publicMetadata: body.public_metadata,
  privateMetadata: body.private_metadata,
  unsafeMetadata: body.unsafe_metadata,
});
