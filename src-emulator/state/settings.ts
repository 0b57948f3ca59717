import { z } from 'zod';
import { defaultIdentitySettings, identitySettingsFields } from './identity-settings.ts';
import { defaultOrganizationSettings, organizationSettingsSchema } from './organization-settings.ts';

const day = 24 * 60 * 60;

const firstFactorsField = z
  .array(z.enum(['password', 'email_code', 'email_link', 'phone_code']))
  .min(1)
  .refine((factors) => new Set(factors).size === factors.length, 'must not name a factor twice.');

/** What an owner sets in Clerk's dashboard, as far as it can be set here. */
export const settingsSchema = z.strictObject({
  sessionTokenSeconds: z.int().min(30).max(day),
  /** From sign-in to the end of the session. Running sessions keep the one they began with. */
  sessionLifetimeSeconds: z
    .int()
    .min(60)
    .max(3650 * day),
  /** `single`: a second sign-in on a client needs a sign-out first. */
  sessionMode: z.enum(['single', 'multi']),
  /**
   * `restricted`: nobody can sign up but who was invited; `waitlist`: the same, and everybody can ask to be.
   */
  signUpMode: z.enum(['public', 'restricted', 'waitlist']),
  passwordMinimumLength: z.int().min(8).max(72),
  /** Bot protection of sign-up on web pages, by Cloudflare's keys for tests: everybody passes. */
  captcha: z.boolean(),
  /** Passkeys in the profile and, with a button, at sign-in. */
  passkeys: z.boolean(),
  /** Whether browsers offer passkeys in the field for the address, where `passkeys` is set. */
  passkeyAutofill: z.boolean(),
  /** Where links in mails lead that have no address of their own: the application's page. */
  homeUrl: z.url().nullable(),
  /** A session without a second factor has to set one up before it is active. */
  secondFactorRequired: z.boolean(),
  /** Password resets are possible while `password` is among them. */
  firstFactors: firstFactorsField,
  organizations: organizationSettingsSchema,
  /** Only who is on the allow list may sign up. */
  allowlist: z.boolean(),
  /** Nobody on the block list may sign up or in. */
  blocklist: z.boolean(),
  /** Refuses new addresses with `+`, `=` or `#` before the `@`. */
  blockEmailSubaddresses: z.boolean(),
  blockDisposableEmailDomains: z.boolean(),
  /** `a.b@gmail.com` and `ab@gmail.com` are one person. */
  ignoreDotsForGmailAddresses: z.boolean(),
  /** People manage API keys of their own in their profile. */
  userApiKeys: z.boolean(),
  ...identitySettingsFields,
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsChangesSchema = settingsSchema
  .partial()
  .extend({ organizations: organizationSettingsSchema.partial().optional() });
export type SettingsChanges = z.infer<typeof settingsChangesSchema>;

/** Clerk's defaults. */
export const defaultSettings: Settings = {
  sessionTokenSeconds: 60,
  sessionLifetimeSeconds: 7 * day,
  sessionMode: 'single',
  signUpMode: 'public',
  passwordMinimumLength: 8,
  captcha: false,
  passkeys: false,
  passkeyAutofill: false,
  homeUrl: null,
  secondFactorRequired: false,
  firstFactors: ['password', 'email_code'],
  organizations: defaultOrganizationSettings,
  allowlist: false,
  blocklist: false,
  blockEmailSubaddresses: false,
  blockDisposableEmailDomains: false,
  ignoreDotsForGmailAddresses: false,
  userApiKeys: false,
  ...defaultIdentitySettings,
};

export const mergeSettings = (settings: Settings, changes: SettingsChanges): Settings =>
  settingsSchema.parse({
    ...settings,
    ...changes,
    organizations: { ...settings.organizations, ...changes.organizations },
  });

/** Settings as a state or a snapshot of any version has them: what it does not know has its default. */
export const savedSettingsSchema = settingsChangesSchema.transform((saved) =>
  mergeSettings(defaultSettings, saved),
);
