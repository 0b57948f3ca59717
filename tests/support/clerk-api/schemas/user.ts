import { z } from 'zod';
import { backendMembership, membership } from './organization.ts';
import { flag, integer, maybeInteger, maybeText, metadata, text, texts, timestamps } from './parts.ts';
import {
  accountVerification,
  backendEmailVerification,
  backendPasskeyVerification,
  backendPhoneVerification,
  byPasskey,
  emailVerification,
  phoneVerification,
} from './verification.ts';

const linkedTo = z.array(z.strictObject({ type: text, id: text }));
const backendLinkedTo = z.array(z.strictObject({ type: text.regex(/^oauth_[a-z]+$/), id: text }));

const emailCore = {
  id: text,
  object: z.literal('email_address'),
  email_address: text,
  reserved: flag,
  linked_to: linkedTo,
  matches_sso_connection: flag.optional(),
  ...timestamps,
};
export const emailAddress = z.strictObject({ ...emailCore, verification: emailVerification });
export const backendEmailAddress = z.strictObject({
  ...emailCore,
  linked_to: backendLinkedTo,
  verification: backendEmailVerification,
});

const phoneCore = {
  id: text,
  object: z.literal('phone_number'),
  phone_number: text,
  reserved_for_second_factor: flag.optional(),
  default_second_factor: flag.optional(),
  reserved: flag,
  linked_to: linkedTo,
  backup_codes: texts.nullable().optional(),
  ...timestamps,
};
export const phoneNumber = z.strictObject({ ...phoneCore, verification: phoneVerification });
export const backendPhoneNumber = z.strictObject({
  ...phoneCore,
  linked_to: backendLinkedTo,
  verification: backendPhoneVerification,
});

export const web3Wallet = z.strictObject({
  id: text,
  object: z.literal('web3_wallet'),
  web3_wallet: text,
  verification: z.looseObject({ status: text, strategy: text }).nullable(),
  ...timestamps,
});

export const passkey = z.strictObject({
  id: text,
  object: z.literal('passkey'),
  name: text,
  last_used_at: maybeInteger.optional(),
  verification: byPasskey.nullable(),
  created_at: integer.optional(),
  updated_at: integer.optional(),
});
const backendPasskey = z.strictObject({
  id: text,
  object: z.literal('passkey'),
  name: text,
  last_used_at: integer,
  verification: backendPasskeyVerification,
});

export const externalAccount = z.looseObject({
  object: z.enum(['external_account', 'facebook_account', 'google_account']),
  id: text,
  provider: text,
  identification_id: text,
  provider_user_id: text,
  approved_scopes: text,
  email_address: text,
  email_address_verified: flag.nullable().optional(),
  first_name: text,
  last_name: text,
  avatar_url: text.optional(),
  image_url: maybeText.optional(),
  username: maybeText.optional(),
  phone_number: maybeText.optional(),
  public_metadata: metadata,
  label: maybeText.optional(),
  verification: accountVerification,
  ...timestamps,
});

const userCore = {
  id: text,
  object: z.literal('user'),
  username: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  image_url: text.optional(),
  has_image: flag,
  primary_email_address_id: maybeText,
  primary_phone_number_id: maybeText,
  primary_web3_wallet_id: maybeText,
  password_enabled: flag,
  two_factor_enabled: flag,
  totp_enabled: flag,
  backup_code_enabled: flag,
  web3_wallets: z.array(web3Wallet),
  external_accounts: z.array(externalAccount),
  saml_accounts: z.array(z.looseObject({ id: text })),
  enterprise_accounts: z.array(z.looseObject({ id: text })),
  password_last_updated_at: maybeInteger.optional(),
  public_metadata: metadata,
  unsafe_metadata: metadata.optional(),
  external_id: maybeText,
  last_sign_in_at: maybeInteger,
  banned: flag,
  locked: flag,
  deprovisioned: flag.optional(),
  lockout_expires_in_seconds: maybeInteger,
  verification_attempts_remaining: maybeInteger,
  delete_self_enabled: flag,
  create_organization_enabled: flag,
  last_active_at: maybeInteger,
  mfa_enabled_at: maybeInteger,
  mfa_disabled_at: maybeInteger,
  legal_accepted_at: maybeInteger,
  profile_image_url: text.optional(),
  ...timestamps,
};

export const user = z.looseObject({
  ...userCore,
  email_addresses: z.array(emailAddress),
  phone_numbers: z.array(phoneNumber),
  passkeys: z.array(passkey),
  organization_memberships: z.array(membership).optional(),
  create_organizations_limit: integer.optional(),
});

export const backendUser = z.strictObject({
  ...userCore,
  locale: maybeText.optional(),
  private_metadata: metadata.nullable().optional(),
  email_addresses: z.array(backendEmailAddress),
  phone_numbers: z.array(backendPhoneNumber),
  passkeys: z.array(backendPasskey),
  organization_memberships: z.array(backendMembership).optional(),
  create_organizations_limit: maybeInteger.optional(),
  bypass_client_trust: flag.optional(),
});

export const totp = z.looseObject({
  object: z.literal('totp'),
  id: text,
  secret: maybeText,
  uri: maybeText,
  verified: flag,
  backup_codes: texts.nullable().optional(),
  ...timestamps,
});
export const backupCodes = z.looseObject({
  object: z.literal('backup_code'),
  id: text,
  codes: texts,
  ...timestamps,
});
export const verified = z.strictObject({ verified: flag });
export const verifiedCode = z.strictObject({ verified: flag, code_type: z.enum(['totp', 'backup_code']) });
export const ofUser = z.strictObject({ user_id: text });
export const totalCount = z.strictObject({ object: z.literal('total_count'), total_count: integer });
export const oauthAccessToken = z.strictObject({
  object: z.literal('oauth_access_token'),
  external_account_id: text,
  provider_user_id: text,
  token: text,
  expires_at: maybeInteger,
  provider: text,
  public_metadata: metadata,
  label: maybeText,
  scopes: texts.optional(),
  id_token: text.optional(),
  token_secret: text.optional(),
});
