import { z } from 'zod';
import { flag, integer, maybeInteger, maybeText, metadata, text, texts } from './parts.ts';

const use = z.enum(['on', 'off', 'required']);
const enabled = z.strictObject({ enabled: flag });

const authConfig = z.strictObject({
  object: z.literal('auth_config'),
  id: text,
  first_name: use,
  last_name: use,
  email_address: use,
  phone_number: use,
  username: use,
  password: use,
  identification_requirements: z.array(texts),
  identification_strategies: texts,
  first_factors: texts,
  second_factors: texts,
  email_address_verification_strategies: texts,
  single_session_mode: flag,
  enhanced_email_deliverability: flag,
  test_mode: flag,
  cookieless_dev: flag.optional(),
  url_based_session_syncing: flag,
  claimed_at: maybeInteger,
  reverification: flag,
});

const displayConfig = z.strictObject({
  object: z.literal('display_config'),
  id: text,
  instance_environment_type: z.enum(['production', 'development', 'staging']),
  application_name: text,
  theme: metadata,
  preferred_sign_in_strategy: z.enum(['password', 'otp']),
  logo_image_url: maybeText.optional(),
  favicon_image_url: maybeText.optional(),
  home_url: text,
  sign_in_url: text,
  sign_up_url: text,
  user_profile_url: text,
  waitlist_url: text,
  after_sign_in_url: text,
  after_sign_up_url: text,
  after_sign_out_one_url: text,
  after_sign_out_all_url: text,
  after_switch_session_url: text,
  after_join_waitlist_url: text,
  organization_profile_url: text,
  create_organization_url: text,
  after_leave_organization_url: text,
  after_create_organization_url: text,
  logo_link_url: text,
  support_email: maybeText,
  branded: flag,
  experimental_force_oauth_first: flag,
  clerk_js_version: maybeText,
  show_devmode_warning: flag,
  google_one_tap_client_id: maybeText,
  help_url: maybeText,
  privacy_policy_url: maybeText,
  terms_url: maybeText,
  logo_url: maybeText,
  favicon_url: maybeText,
  logo_image: metadata.nullable(),
  favicon_image: metadata.nullable(),
  captcha_public_key: maybeText,
  captcha_widget_type: z.enum(['smart', 'invisible']).nullable(),
  captcha_public_key_invisible: maybeText,
  captcha_provider: z.literal('turnstile').nullable(),
  captcha_oauth_bypass: texts,
  captcha_heartbeat: flag.nullable().optional(),
});

const attribute = z.strictObject({
  enabled: flag,
  required: flag,
  used_for_first_factor: flag,
  first_factors: texts,
  used_for_second_factor: flag,
  second_factors: texts,
  verifications: texts,
  verify_at_sign_up: flag,
  immutable: flag,
});

const social = z.strictObject({
  enabled: flag,
  required: flag,
  authenticatable: flag,
  block_email_subaddresses: flag,
  strategy: text,
  not_selectable: flag,
  deprecated: flag,
  name: text.optional(),
  logo_url: maybeText.optional(),
});

const userSettings = z.strictObject({
  attributes: z.strictObject({
    email_address: attribute,
    phone_number: attribute,
    username: attribute,
    web3_wallet: attribute,
    first_name: attribute,
    last_name: attribute,
    password: attribute,
    authenticator_app: attribute,
    ticket: attribute,
    backup_code: attribute,
    passkey: attribute,
  }),
  social: z.record(z.string().regex(/^oauth_[a-z_]+$/), social),
  saml: enabled.extend({ self_serve_sso: flag.optional() }),
  enterprise_sso: enabled.extend({ self_serve_sso: flag.optional() }),
  sign_in: z.strictObject({ second_factor: z.strictObject({ required: flag }) }),
  sign_up: z.strictObject({
    captcha_enabled: flag,
    captcha_widget_type: z.enum(['smart', 'invisible']),
    custom_action_required: flag,
    progressive: flag,
    mode: z.enum(['public', 'restricted', 'waitlist']),
    legal_consent_enabled: flag,
  }),
  restrictions: z.strictObject({
    allowlist: enabled,
    blocklist: enabled,
    allowlist_blocklist_disabled_on_sign_in: enabled,
    block_email_subaddresses: enabled,
    block_disposable_email_domains: enabled,
  }),
  password_settings: z.strictObject({
    disable_hibp: flag,
    min_length: integer,
    max_length: integer,
    require_special_char: flag,
    require_numbers: flag,
    require_uppercase: flag,
    require_lowercase: flag,
    show_zxcvbn: flag,
    min_zxcvbn_strength: integer.min(0).max(4),
    enforce_hibp_on_sign_in: flag,
    allowed_special_characters: text,
  }),
  username_settings: z.strictObject({
    min_length: maybeInteger,
    max_length: maybeInteger,
    allow_extended_special_characters: flag,
    allow_numeric_usernames: flag,
  }),
  actions: z.strictObject({
    delete_self: flag,
    create_organization: flag,
    // Clerk's description says boolean; clerk-js reads a number.
    create_organizations_limit: z.union([flag, integer]).nullable(),
  }),
  attack_protection: z.strictObject({
    user_lockout: z.strictObject({ enabled: flag, max_attempts: integer, duration_in_minutes: integer }),
    pii: enabled,
    email_link: z.strictObject({ require_same_client: flag }),
    enumeration_protection: enabled,
  }),
  passkey_settings: z.strictObject({
    allow_autofill: flag,
    show_sign_in_button: flag,
    satisfies_second_factor: flag,
  }),
});

const payerSettings = z
  .strictObject({ enabled: flag.optional(), has_paid_plans: flag.optional() })
  .optional();

export const environment = z.strictObject({
  auth_config: authConfig,
  display_config: displayConfig,
  user_settings: userSettings,
  organization_settings: z.strictObject({
    enabled: flag,
    max_allowed_memberships: integer,
    actions: z.strictObject({ admin_delete: flag }),
    domains: z.strictObject({
      enabled: flag,
      enrollment_modes: z.array(
        z.enum(['manual_invitation', 'automatic_invitation', 'automatic_suggestion']),
      ),
      default_role: text,
    }),
    slug: z.strictObject({ disabled: flag }).optional(),
    creator_role: text,
    // Not in Clerk's description, but read by clerk-js; there only where it is switched on.
    force_organization_selection: z.literal(true).optional(),
  }),
  fraud_settings: z.strictObject({
    object: z.literal('fraud_settings').optional(),
    native: z.strictObject({ device_attestation_mode: z.enum(['disabled', 'onboarding', 'enforced']) }),
  }),
  commerce_settings: z.strictObject({
    billing: z.strictObject({
      stripe_publishable_key: maybeText.optional(),
      free_trial_requires_payment_method: flag.optional(),
      user: payerSettings,
      organization: payerSettings,
    }),
  }),
  api_keys_settings: z.strictObject({
    enabled: flag,
    user_api_keys_enabled: flag,
    orgs_api_keys_enabled: flag,
  }),
  protect_config: z.strictObject({ loaders: z.array(metadata).optional() }),
  client_debug_mode: flag,
  partitioned_cookies: flag,
  maintenance_mode: flag,
});

export const accountPortal = z.strictObject({
  object: z.literal('account_portal'),
  allowed: flag,
  enabled: flag,
  internal_linking: flag,
  after_sign_in_url: text,
  after_sign_up_url: text,
  after_join_waitlist_url: text,
  after_create_organization_url: text,
  after_leave_organization_url: text,
  logo_link_url: text,
  customization: z.looseObject({
    appearance: z.enum(['auto', 'dark', 'light']).nullable(),
    background_color_dark: maybeText,
    background_color_light: maybeText,
    primary_color_dark: maybeText,
    primary_color_light: maybeText,
  }),
});

export const health = z.looseObject({ status: z.literal('healthy') });
export const unhealthy = z.looseObject({ status: z.literal('unhealthy'), message: text });
export const proxyHealth = z.union([health.extend({ x_forwarded_for: text }), unhealthy]);
