import type { EmulatorContext } from '../context.ts';
import { iconUrl, providers } from '../identity-provider/providers.ts';
import { applicationName } from '../instance.ts';
import { captchaSiteKeys } from '../operations/captcha.ts';
import { isFirstFactorEnabled } from '../operations/first-factors.ts';
import { listSignInIdentifiers } from '../operations/identification.ts';
import { passwordMaximum } from '../operations/password-policy.ts';
import type { InstanceOptions } from '../state/platform-records.ts';
import type { Settings } from '../state/settings.ts';
import { attributesJson } from './attributes-json.ts';
import { organizationSettingsJson } from './organization-settings-json.ts';

/**
 * The instance's settings as the Frontend API shows them. Only what the emulator really does is
 * switched on, so that Clerk's components offer no step that would end in an error.
 */
export function environmentJson({ store, url }: EmulatorContext) {
  const { settings } = store;
  const { instanceOptions } = store.platform;
  return {
    auth_config: authConfig(settings, instanceOptions),
    display_config: displayConfig(settings, instanceOptions),
    user_settings: userSettings(settings, url),
    organization_settings: organizationSettingsJson(settings.organizations),
    fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } },
    commerce_settings: {
      billing: {
        stripe_publishable_key: null,
        free_trial_requires_payment_method: false,
        user: { enabled: false, has_paid_plans: false },
        organization: { enabled: false, has_paid_plans: false },
      },
    },
    api_keys_settings: {
      enabled: settings.userApiKeys,
      user_api_keys_enabled: settings.userApiKeys,
      orgs_api_keys_enabled: settings.userApiKeys && settings.organizations.enabled,
    },
    protect_config: { loaders: [] },
    client_debug_mode: false,
    partitioned_cookies: false,
    maintenance_mode: false,
  };
}

const isPasswordOn = (settings: Settings) => isFirstFactorEnabled(settings, 'password');

/** The older part of the environment has its own words. */
const onOff = { off: 'off', optional: 'on', required: 'required' } as const;

const listedFactors = [
  'password',
  'email_code',
  'email_link',
  'phone_code',
  'reset_password_email_code',
  'reset_password_phone_code',
  'passkey',
];

const authConfig = (settings: Settings, options: InstanceOptions) => ({
  object: 'auth_config',
  id: 'aconf_emulator',
  first_name: onOff[settings.firstName],
  last_name: onOff[settings.lastName],
  email_address: onOff[settings.emailAddress],
  phone_number: onOff[settings.phoneNumber],
  username: onOff[settings.username],
  password: isPasswordOn(settings) ? onOff[settings.password] : 'off',
  identification_requirements: listSignInIdentifiers(settings).map((name) => [name]),
  identification_strategies: listSignInIdentifiers(settings),
  first_factors: [
    ...listedFactors.filter((strategy) => isFirstFactorEnabled(settings, strategy)),
    ...providers.map(({ strategy }) => strategy),
  ],
  second_factors: [...(settings.phoneSecondFactor ? ['phone_code'] : []), 'totp', 'backup_code'],
  email_address_verification_strategies: settings.emailVerifications,
  single_session_mode: settings.sessionMode === 'single',
  enhanced_email_deliverability: false,
  test_mode: options.testMode,
  url_based_session_syncing: true,
  claimed_at: null,
  reverification: true,
});

const displayConfig = (settings: Settings, options: InstanceOptions) => ({
  object: 'display_config',
  id: 'display_config_emulator',
  instance_environment_type: 'development',
  application_name: applicationName,
  theme: {},
  preferred_sign_in_strategy: isPasswordOn(settings) ? (options.preferredStrategy ?? 'password') : 'otp',
  logo_image_url: '',
  favicon_image_url: '',
  home_url: settings.homeUrl ?? '',
  sign_in_url: '',
  sign_up_url: '',
  user_profile_url: '',
  waitlist_url: '',
  after_sign_in_url: '',
  after_sign_up_url: '',
  after_sign_out_one_url: '',
  after_sign_out_all_url: '',
  after_switch_session_url: '',
  after_join_waitlist_url: '',
  organization_profile_url: '',
  create_organization_url: '',
  after_leave_organization_url: '',
  after_create_organization_url: '',
  logo_link_url: '',
  support_email: options.supportEmail,
  branded: false,
  experimental_force_oauth_first: false,
  clerk_js_version: null,
  show_devmode_warning: false,
  google_one_tap_client_id: null,
  help_url: null,
  privacy_policy_url: settings.privacyPolicyUrl,
  terms_url: settings.termsUrl,
  logo_url: null,
  favicon_url: null,
  logo_image: null,
  favicon_image: null,
  captcha_public_key: settings.captcha ? captchaSiteKeys.visible : null,
  captcha_widget_type: 'smart',
  captcha_public_key_invisible: settings.captcha ? captchaSiteKeys.invisible : null,
  captcha_provider: 'turnstile',
  captcha_oauth_bypass: [],
  captcha_heartbeat: false,
});

const userSettings = (settings: Settings, url: string) => ({
  attributes: attributesJson(settings),
  social: Object.fromEntries(
    providers.map((provider) => [
      provider.strategy,
      {
        enabled: true,
        required: false,
        authenticatable: true,
        block_email_subaddresses: false,
        strategy: provider.strategy,
        not_selectable: false,
        deprecated: false,
        name: provider.name,
        logo_url: iconUrl(url, provider),
      },
    ]),
  ),
  saml: { enabled: false },
  enterprise_sso: { enabled: false, self_serve_sso: false },
  sign_in: { second_factor: { required: settings.secondFactorRequired } },
  sign_up: {
    captcha_enabled: settings.captcha,
    captcha_widget_type: 'smart',
    custom_action_required: false,
    progressive: settings.progressiveSignUp,
    mode: settings.signUpMode,
    legal_consent_enabled: settings.legalConsent,
  },
  restrictions: {
    allowlist: { enabled: settings.allowlist },
    blocklist: { enabled: settings.blocklist },
    allowlist_blocklist_disabled_on_sign_in: { enabled: false },
    block_email_subaddresses: { enabled: settings.blockEmailSubaddresses },
    block_disposable_email_domains: { enabled: settings.blockDisposableEmailDomains },
  },
  password_settings: {
    disable_hibp: false,
    min_length: settings.passwordMinimumLength,
    max_length: passwordMaximum,
    require_special_char: false,
    require_numbers: false,
    require_uppercase: false,
    require_lowercase: false,
    show_zxcvbn: false,
    min_zxcvbn_strength: 0,
    enforce_hibp_on_sign_in: false,
    allowed_special_characters: '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~',
  },
  username_settings: {
    min_length: settings.usernameMinimumLength,
    max_length: settings.usernameMaximumLength,
    allow_extended_special_characters: settings.usernameExtendedCharacters,
    allow_numeric_usernames: settings.usernameNumeric,
  },
  actions: {
    delete_self: true,
    create_organization: settings.organizations.creation,
    create_organizations_limit: settings.organizations.createLimit,
  },
  attack_protection: {
    user_lockout: {
      enabled: settings.lockout,
      max_attempts: settings.lockoutAttempts,
      duration_in_minutes: settings.lockoutMinutes,
    },
    pii: { enabled: true },
    email_link: { require_same_client: settings.emailLinkSameClient },
    enumeration_protection: { enabled: false },
  },
  passkey_settings: {
    allow_autofill: settings.passkeys && settings.passkeyAutofill,
    show_sign_in_button: settings.passkeys,
    satisfies_second_factor: true,
  },
});
