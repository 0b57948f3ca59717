import { z } from 'zod';
import { publicUserData } from './organization.ts';
import { flag, integer, maybeInteger, maybeText, metadata, text, texts, timestamps, token } from './parts.ts';
import { user } from './user.ts';
import {
  externalAccountSignUpVerification,
  firstFactorAgain,
  firstFactorVerification,
  secondFactorAgain,
  secondFactorVerification,
  signUpVerification,
} from './verification.ts';

const tasks = z
  .array(z.looseObject({ key: text }))
  .nullable()
  .optional();
const statuses = ['active', 'revoked', 'ended', 'expired', 'removed', 'abandoned', 'pending'] as const;

const sessionCore = {
  id: text,
  object: z.literal('session'),
  status: z.enum(statuses),
  expire_at: integer,
  abandon_at: integer,
  last_active_at: integer,
  last_active_token: token.nullable().optional(),
  actor: metadata.nullable().optional(),
  tasks,
};
export const session = z.looseObject({
  ...sessionCore,
  last_active_organization_id: maybeText,
  user: user.optional(),
  public_user_data: publicUserData.nullable(),
  factor_verification_age: z.array(integer),
  ...timestamps,
});

const activity = z.looseObject({
  object: text,
  id: text,
  device_type: text.optional(),
  is_mobile: flag,
  browser_name: text.optional(),
  browser_version: text.optional(),
  ip_address: text.optional(),
  city: text.optional(),
  country: text.optional(),
});
export const activeSession = z.looseObject({ ...sessionCore, latest_activity: activity.optional() });

const factor = z.strictObject({
  strategy: text.regex(
    /^(ticket|password|(reset_password_)?(email|phone)_code|email_link|totp|backup_code|saml|enterprise_sso|passkey|google_one_tap|oauth_[a-z0-9_]+|web3_[a-z_]+_signature)$/,
  ),
  safe_identifier: text.optional(),
  enterprise_connection_id: text.optional(),
  enterprise_connection_name: text.optional(),
  email_address_id: text.optional(),
  phone_number_id: text.optional(),
  web3_wallet_id: text.optional(),
  passkey_id: text.optional(),
  primary: flag.nullable().optional(),
  external_verification_redirect_url: maybeText.optional(),
  default: flag.optional(),
});

export const signIn = z.strictObject({
  object: z.literal('sign_in_attempt'),
  id: text,
  status: z.enum([
    'abandoned',
    'needs_identifier',
    'needs_first_factor',
    'needs_second_factor',
    'needs_client_trust',
    'needs_new_password',
    'needs_protect_check',
    'complete',
  ]),
  supported_identifiers: z.array(
    z.enum(['email_address', 'phone_number', 'username', 'web3_wallet', 'passkey']),
  ),
  supported_first_factors: z.array(factor).nullable(),
  supported_second_factors: z.array(factor).nullable(),
  first_factor_verification: firstFactorVerification,
  second_factor_verification: secondFactorVerification,
  identifier: maybeText,
  user_data: z
    .strictObject({
      first_name: maybeText,
      last_name: maybeText,
      image_url: text.optional(),
      has_image: flag,
      profile_image_url: maybeText.optional(),
    })
    .nullable(),
  created_session_id: maybeText,
  abandon_at: integer,
  client_trust_state: z.enum(['pending', 'new', 'known']).nullable().optional(),
});

const signUpCore = {
  object: z.literal('sign_up_attempt'),
  id: text,
  status: z.enum(['abandoned', 'missing_requirements', 'complete']),
  required_fields: texts,
  optional_fields: texts,
  missing_fields: texts,
  unverified_fields: texts,
  username: maybeText,
  email_address: maybeText,
  phone_number: maybeText,
  web3_wallet: maybeText,
  password_enabled: flag,
  first_name: maybeText,
  last_name: maybeText,
  unsafe_metadata: metadata.optional(),
  public_metadata: metadata.optional(),
  custom_action: flag,
  external_id: maybeText,
  created_session_id: maybeText,
  created_user_id: maybeText,
  abandon_at: integer,
  legal_accepted_at: maybeInteger,
};
export const signUp = z.looseObject({
  ...signUpCore,
  verifications: z.looseObject({
    email_address: signUpVerification,
    phone_number: signUpVerification,
    web3_wallet: signUpVerification,
    external_account: externalAccountSignUpVerification,
  }),
});
const backendSignUpVerification = z
  .looseObject({
    next_action: z.enum(['needs_prepare', 'needs_attempt', '']).optional(),
    supported_strategies: texts.optional(),
  })
  .nullable();
export const backendSignUp = z.strictObject({
  ...signUpCore,
  verifications: z.strictObject({
    email_address: backendSignUpVerification,
    phone_number: backendSignUpVerification,
    web3_wallet: backendSignUpVerification,
    external_account: metadata.nullable(),
  }),
  locale: maybeText.optional(),
  external_account: metadata.optional(),
});

export const client = z.looseObject({
  object: z.literal('client'),
  id: text,
  sessions: z.array(session),
  sign_in: signIn.nullable(),
  sign_up: signUp.nullable(),
  last_active_session_id: maybeText,
  last_authentication_strategy: maybeText,
  cookie_expires_at: maybeInteger,
  captcha_bypass: flag,
  ...timestamps,
});

export const reverification = z.looseObject({
  object: z.literal('session_reverification'),
  level: text,
  status: z.enum(['needs_first_factor', 'needs_second_factor', 'complete']),
  supported_first_factors: z.array(factor).nullable(),
  supported_second_factors: z.array(factor).nullable(),
  first_factor_verification: firstFactorAgain,
  second_factor_verification: secondFactorAgain,
  session: z.looseObject(sessionCore),
});

export const backendSession = z.strictObject({
  object: z.literal('session'),
  id: text,
  user_id: text,
  client_id: text,
  actor: metadata.nullable().optional(),
  status: z.enum([...statuses, 'replaced']),
  last_active_organization_id: maybeText.optional(),
  last_active_at: integer,
  latest_activity: activity.nullable().optional(),
  expire_at: integer,
  abandon_at: integer,
  tasks,
  ...timestamps,
});
export const backendClient = z.strictObject({
  object: z.literal('client'),
  id: text,
  session_ids: texts,
  sessions: z.array(backendSession),
  sign_in_id: maybeText,
  sign_up_id: maybeText,
  last_active_session_id: maybeText,
  last_authentication_strategy: maybeText,
  ...timestamps,
});
export const refreshed = z.union([token, z.strictObject({ object: z.literal('cookies'), cookies: texts })]);
