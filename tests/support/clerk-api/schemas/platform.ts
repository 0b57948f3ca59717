import { z } from 'zod';
import { flag, integer, maybeInteger, maybeText, metadata, text, texts, timestamps } from './parts.ts';

/** The instance and what it is set up with. */

export const domain = z.looseObject({
  object: z.literal('domain'),
  id: text,
  name: text,
  is_satellite: flag,
  frontend_api_url: text,
  accounts_portal_url: maybeText.optional(),
  proxy_url: maybeText.optional(),
  development_origin: text,
  cname_targets: z
    .array(z.strictObject({ host: text, value: text, required: flag }))
    .nullable()
    .optional(),
});

export const instance = z.looseObject({
  object: z.literal('instance'),
  id: text,
  environment_type: text,
  allowed_origins: texts.nullable(),
});
export const restrictions = z.looseObject({
  object: z.literal('instance_restrictions'),
  allowlist: flag,
  blocklist: flag,
  allowlist_blocklist_disabled_on_sign_in: flag,
  block_email_subaddresses: flag,
  block_disposable_email_domains: flag,
});
export const protection = z.looseObject({
  object: z.literal('instance_protect'),
  rules_enabled: flag,
  specter_enabled: flag,
});
export const communication = z.looseObject({
  object: z.literal('instance_communication'),
  blocked_country_codes: texts,
});
export const oauthSettings = z.looseObject({
  object: z.literal('oauth_application_settings'),
  dynamic_oauth_client_registration: flag,
  oauth_jwt_access_tokens: flag,
});
export const instanceSettings = z.looseObject({
  object: z.literal('instance_settings').optional(),
  id: text.optional(),
  restricted_to_allowlist: flag.optional(),
  from_email_address: text.optional(),
  progressive_sign_up: flag.optional(),
  enhanced_email_deliverability: flag.optional(),
});
export const svixUrl = z.strictObject({ svix_url: text });

export const jwtTemplate = z.strictObject({
  object: z.literal('jwt_template'),
  id: text,
  name: text,
  claims: metadata,
  lifetime: integer,
  allowed_clock_skew: integer,
  custom_signing_key: flag,
  signing_algorithm: text,
  ...timestamps,
});
export const redirectUrl = z.strictObject({
  object: z.literal('redirect_url'),
  id: text,
  url: text,
  ...timestamps,
});

const machineCore = {
  object: z.literal('machine'),
  id: text,
  name: text.min(1).max(255),
  instance_id: text,
  default_token_ttl: integer.min(1).optional(),
  ...timestamps,
};
export const machine = z.looseObject({
  ...machineCore,
  scoped_machines: z.array(z.looseObject(machineCore)),
});
export const newMachine = machine.extend({ secret_key: text });
export const machineSecret = z.looseObject({ object: z.literal('machine_secret_key'), secret: text });
const scopeCore = { object: z.literal('machine_scope'), from_machine_id: text, to_machine_id: text };
export const machineScope = z.looseObject({ ...scopeCore, created_at: integer });
export const deletedScope = z.looseObject({ ...scopeCore, deleted: z.literal(true) });

const validity = {
  revoked: flag,
  revocation_reason: maybeText,
  expired: flag,
  expiration: z.number().nullable(),
  last_used_at: z.number().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
};
const machineTokenCore = {
  object: z.literal('machine_to_machine_token'),
  id: text.regex(/^mt_[0-9A-Fa-f]{32}$/),
  subject: text.regex(/^mch_\w{27}$/),
  claims: z.unknown().optional(),
  scopes: z.array(text.regex(/^mch_\w{27}$/)).optional(),
  ...validity,
};
export const machineToken = z.strictObject(machineTokenCore);
export const newMachineToken = z.strictObject({ ...machineTokenCore, token: text });
export const machineTokens = z.strictObject({ m2m_tokens: z.array(machineToken), total_count: z.number() });

const apiKeyCore = {
  object: z.literal('api_key'),
  id: text.regex(/^ak_[0-9A-Fa-f]{32}$/),
  type: text.min(3),
  subject: text.regex(/^(user|org|mch)_\w{27}$/),
  name: text,
  description: text.max(255).nullable().optional(),
  claims: z.unknown(),
  scopes: texts,
  created_by: text.regex(/^user_\w{27}$/).nullable(),
  ...validity,
};
export const apiKey = z.strictObject(apiKeyCore);
export const apiKeyWithSecret = z.strictObject({ ...apiKeyCore, secret: text });
export const apiKeySecret = z.looseObject({ secret: text });

export const oauthApplication = z.looseObject({
  object: z.literal('oauth_application'),
  id: text,
  instance_id: text,
  name: text,
  client_id: text,
  client_uri: maybeText,
  client_image_url: maybeText,
  dynamically_registered: flag,
  consent_screen_enabled: flag,
  pkce_required: flag,
  public: flag,
  scopes: text,
  redirect_uris: texts,
  callback_url: text,
  authorize_url: text,
  token_fetch_url: text,
  user_info_url: text,
  discovery_url: text,
  token_introspection_url: text,
  client_secret: text.optional(),
  ...timestamps,
});
export const oauthAccessTokenState = z.union([
  z.strictObject({
    object: z.literal('clerk_idp_oauth_access_token'),
    id: text.regex(/^oat_[0-9A-Fa-f]{32}$/),
    client_id: text,
    subject: text.regex(/^user_\w{27}$/),
    scopes: texts,
    revoked: flag,
    revocation_reason: maybeText,
    expired: flag,
    expiration: z.number().nullable(),
    created_at: z.number(),
    updated_at: z.number(),
  }),
  z.strictObject({ active: z.literal(false) }),
]);
export const oauthClient = z.strictObject({
  client_id: text,
  client_secret: text.optional(),
  client_id_issued_at: integer,
  client_secret_expires_at: integer,
  client_name: text,
  client_uri: text.optional(),
  logo_uri: text.optional(),
  redirect_uris: texts,
  grant_types: texts,
  response_types: texts,
  scope: text,
  token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post', 'none']),
});
export const oauthTokens = z.strictObject({
  access_token: text,
  token_type: text,
  expires_in: integer.optional(),
  refresh_token: text.optional(),
  scope: text.optional(),
  id_token: text.optional(),
});
export const oauthUserInfo = z.strictObject({
  object: text,
  instance_id: text,
  user_id: text,
  sub: text,
  email: maybeText.optional(),
  email_verified: flag.nullable().optional(),
  family_name: maybeText.optional(),
  given_name: maybeText.optional(),
  name: maybeText.optional(),
  username: maybeText.optional(),
  preferred_username: maybeText.optional(),
  picture: maybeText.optional(),
  public_metadata: metadata.nullable().optional(),
  private_metadata: metadata.nullable().optional(),
  unsafe_metadata: metadata.nullable().optional(),
  org_id: maybeText.optional(),
  org_name: maybeText.optional(),
  org_slug: maybeText.optional(),
});
export const oauthTokenInfo = z.strictObject({
  active: flag,
  client_id: maybeText.optional(),
  iat: maybeInteger.optional(),
  scope: maybeText.optional(),
  sub: maybeText.optional(),
  org_id: maybeText.optional(),
});
export const oauthConsent = z.strictObject({
  oauth_application_name: text,
  oauth_application_logo_url: maybeText.optional(),
  oauth_application_url: maybeText.optional(),
  client_id: text,
  redirect_domain: maybeText,
  scopes: z.array(z.strictObject({ scope: text, description: maybeText.optional(), requires_consent: flag })),
});
