import { z } from 'zod';

const attributeField = z.enum(['off', 'optional', 'required']);

const withoutRepetition = <Value>(values: readonly Value[]): boolean =>
  new Set(values).size === values.length;
const onceOnly = 'must not name anything twice.';

/** What a person may or must have, and by what it signs in: the dashboard's "User & authentication". */
export const identitySettingsFields = {
  emailAddress: attributeField,
  phoneNumber: attributeField,
  username: attributeField,
  firstName: attributeField,
  lastName: attributeField,
  /** `optional`: people may sign up without one. Of no effect while `firstFactors` has no `password`. */
  password: z.enum(['optional', 'required']),
  /** By what people sign in; of no effect for an identifier that is `off`. */
  signInIdentifiers: z
    .array(z.enum(['email_address', 'phone_number', 'username']))
    .min(1)
    .refine(withoutRepetition, onceOnly),
  /** How a new address is proved, at sign-up and in the profile. */
  emailVerifications: z
    .array(z.enum(['email_code', 'email_link']))
    .min(1)
    .refine(withoutRepetition, onceOnly),
  /** A mailed link works only in the browser that asked for it. */
  emailLinkSameClient: z.boolean(),
  /** People may use a phone number as second factor. */
  phoneSecondFactor: z.boolean(),
  usernameMinimumLength: z.int().min(1).max(64),
  usernameMaximumLength: z.int().min(1).max(64),
  /** Characters such as `.` and `~` as well. */
  usernameExtendedCharacters: z.boolean(),
  /** A username may consist of digits only. */
  usernameNumeric: z.boolean(),
  /** Signing up takes the consent to `termsUrl` and `privacyPolicyUrl`. */
  legalConsent: z.boolean(),
  termsUrl: z.url().nullable(),
  privacyPolicyUrl: z.url().nullable(),
  /** The sign-up form asks step by step for what is missing. */
  progressiveSignUp: z.boolean(),
  /** Clerk's limits for sign-ins, sign-ups, attempts and codes per address of the sender. */
  rateLimits: z.boolean(),
  /** Whether wrong passwords and codes lock an account, how many, and for how long. */
  lockout: z.boolean(),
  lockoutAttempts: z.int().min(1).max(1000),
  lockoutMinutes: z.int().min(1).max(100_000),
};

type IdentitySettings = z.infer<z.ZodObject<typeof identitySettingsFields>>;

/** Clerk's defaults, but for the rate limits: who tests signs in more often than people do. */
export const defaultIdentitySettings: IdentitySettings = {
  emailAddress: 'required',
  phoneNumber: 'off',
  username: 'off',
  firstName: 'optional',
  lastName: 'optional',
  password: 'required',
  signInIdentifiers: ['email_address', 'phone_number', 'username'],
  emailVerifications: ['email_code'],
  emailLinkSameClient: false,
  phoneSecondFactor: false,
  usernameMinimumLength: 4,
  usernameMaximumLength: 64,
  usernameExtendedCharacters: false,
  usernameNumeric: false,
  legalConsent: false,
  termsUrl: null,
  privacyPolicyUrl: null,
  progressiveSignUp: true,
  rateLimits: false,
  lockout: true,
  lockoutAttempts: 100,
  lockoutMinutes: 60,
};
