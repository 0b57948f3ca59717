import { z } from 'zod';
import { accessSchema, createNoAccess } from './access-records.ts';
import { devBrowserSchema } from './dev-browser-records.ts';
import {
  externalAccountSchema,
  externalVerificationSchema,
  oauthStrategySchema,
  providerAccountSchema,
} from './external-records.ts';
import { imageSchema } from './image-record.ts';
import { createNoOrganizations, organizationsStateSchema } from './organization-records.ts';
import { passkeySchema } from './passkey-record.ts';
import { createEmptyPlatform, platformSchema } from './platform-records.ts';
import { defaultSettings, savedSettingsSchema } from './settings.ts';
import { firstFactorNames, phoneNumberSchema, verificationSchema } from './verification-records.ts';
import { createNoWebhooks, webhooksSchema } from './webhook-records.ts';

export type {
  ExternalAccount,
  ExternalVerification,
  Identity,
  ProviderAccount,
} from './external-records.ts';

/**
 * What the emulator remembers, as plain data: the same schemas check what is read back from the data folder.
 * Times are milliseconds since the epoch.
 */

const time = z.int().nonnegative();
const metadataRecordSchema = z.record(z.string(), z.json());
export type Metadata = z.infer<typeof metadataRecordSchema>;

export type { PhoneNumber, Verification } from './verification-records.ts';

const emailAddressSchema = z.strictObject({
  id: z.string(),
  emailAddress: z.string(),
  verification: verificationSchema.nullable(),
  /** Nobody else can have it although it is not verified, and its user signs in by it. */
  reserved: z.boolean().default(false),
  createdAt: time,
  updatedAt: time,
});
export type EmailAddress = z.infer<typeof emailAddressSchema>;

const totpSchema = z.strictObject({
  id: z.string(),
  /** Shared with the authenticator application, in base32. */
  secret: z.string(),
  /** Whether a code has proved that the application has the secret; it is no factor before. */
  verified: z.boolean(),
  /** The time step (RFC 6238) of the last code that was accepted; that code and older ones are void. */
  lastUsedStep: z.int().nullable(),
  createdAt: time,
  updatedAt: time,
});
export type Totp = z.infer<typeof totpSchema>;

const backupCodesSchema = z.strictObject({
  id: z.string(),
  /** One for each code that is left. */
  hashes: z.array(z.string()),
  createdAt: time,
  updatedAt: time,
});
export type BackupCodes = z.infer<typeof backupCodesSchema>;

const userSchema = z.strictObject({
  id: z.string(),
  externalId: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  locale: z.string().nullable(),
  passwordHash: z.string().nullable(),
  passwordUpdatedAt: time.nullable(),
  emailAddresses: z.array(emailAddressSchema),
  primaryEmailAddressId: z.string().nullable(),
  username: z.string().nullable().default(null),
  phoneNumbers: z.array(phoneNumberSchema).default([]),
  primaryPhoneNumberId: z.string().nullable().default(null),
  externalAccounts: z.array(externalAccountSchema).default([]),
  totp: totpSchema.nullable().default(null),
  backupCodes: backupCodesSchema.nullable().default(null),
  mfaEnabledAt: time.nullable().default(null),
  mfaDisabledAt: time.nullable().default(null),
  /** Set by the Backend API: the next sign-in has to choose a new one. */
  passwordCompromised: z.boolean().default(false),
  passkeys: z.array(passkeySchema).default([]),
  image: imageSchema.nullable(),
  publicMetadata: metadataRecordSchema,
  privateMetadata: metadataRecordSchema,
  unsafeMetadata: metadataRecordSchema,
  banned: z.boolean(),
  failedAttempts: z.int().nonnegative(),
  lockedUntil: time.nullable(),
  deleteSelfEnabled: z.boolean(),
  createOrganizationEnabled: z.boolean(),
  /** How many organisations; `null`: as the settings say. */
  createOrganizationsLimit: z.int().nonnegative().nullable().default(null),
  /** Kept for the Backend API; client trust is not emulated. */
  bypassClientTrust: z.boolean().default(false),
  legalAcceptedAt: time.nullable(),
  lastSignInAt: time.nullable(),
  lastActiveAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type User = z.infer<typeof userSchema>;

const signInSchema = z.strictObject({
  id: z.string(),
  status: z.enum([
    'needs_identifier',
    'needs_first_factor',
    'needs_second_factor',
    'needs_new_password',
    'complete',
  ]),
  identifier: z.string().nullable(),
  userId: z.string().nullable(),
  firstFactor: verificationSchema.nullable(),
  external: externalVerificationSchema.nullable().default(null),
  secondFactor: verificationSchema.nullable().default(null),
  createdSessionId: z.string().nullable(),
  abandonAt: time,
});
export type SignIn = z.infer<typeof signInSchema>;

const ticketKindSchema = z.enum(['invitation', 'organization_invitation']);

const signUpSchema = z.strictObject({
  id: z.string(),
  status: z.enum(['missing_requirements', 'complete']),
  emailAddress: z.string().nullable(),
  emailVerification: verificationSchema.nullable(),
  phoneNumber: z.string().nullable().default(null),
  phoneVerification: verificationSchema.nullable().default(null),
  username: z.string().nullable().default(null),
  legalAcceptedAt: time.nullable().default(null),
  external: externalVerificationSchema.nullable().default(null),
  /** What let this person sign up, and is used up with it. */
  ticket: z.strictObject({ kind: ticketKindSchema, id: z.string() }).nullable().default(null),
  passwordHash: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  unsafeMetadata: metadataRecordSchema,
  locale: z.string().nullable(),
  /** Set by the Backend API: what the user will have, and a mark of no effect. */
  externalId: z.string().nullable().default(null),
  customAction: z.boolean().default(false),
  createdUserId: z.string().nullable(),
  createdSessionId: z.string().nullable(),
  abandonAt: time,
});
export type SignUp = z.infer<typeof signUpSchema>;

/** One installation of an application: what a client token identifies. */
const clientSchema = z.strictObject({
  id: z.string(),
  /** Has to be in the client token as well, so that a token dies with its client. */
  rotatingToken: z.string(),
  signIn: signInSchema.nullable(),
  signUp: signUpSchema.nullable(),
  lastActiveSessionId: z.string().nullable(),
  lastAuthenticationStrategy: z.union([z.enum(firstFactorNames), oauthStrategySchema]).nullable(),
  createdAt: time,
  updatedAt: time,
});
export type Client = z.infer<typeof clientSchema>;

const activitySchema = z.strictObject({
  id: z.string(),
  browserName: z.string().nullable(),
  browserVersion: z.string().nullable(),
  deviceType: z.string().nullable(),
  isMobile: z.boolean(),
  ipAddress: z.string(),
});
export type Activity = z.infer<typeof activitySchema>;

const reverificationSchema = z.strictObject({
  id: z.string(),
  level: z.enum(['first_factor', 'second_factor', 'multi_factor']),
  status: z.enum(['needs_first_factor', 'needs_second_factor', 'complete']),
  firstFactor: verificationSchema.nullable(),
  secondFactor: verificationSchema.nullable(),
  startedAt: time,
});
export type Reverification = z.infer<typeof reverificationSchema>;

const sessionTaskSchema = z.enum(['choose-organization', 'reset-password', 'setup-mfa']);
export type SessionTask = z.infer<typeof sessionTaskSchema>;

const sessionSchema = z.strictObject({
  id: z.string(),
  clientId: z.string(),
  userId: z.string(),
  /** As last set; `expired` and `abandoned` follow from the clock and are never stored. */
  status: z.enum(['active', 'ended', 'removed', 'revoked', 'replaced']),
  /** Origin of the request that signed in, for `azp`; `null` when there was none. */
  origin: z.string().nullable(),
  activity: activitySchema.nullable(),
  /** Who acts as the user; `null` when it is the user. */
  actor: metadataRecordSchema.nullable().default(null),
  /** What the user has to do before the session counts: while there is something, it is `pending`. */
  tasks: z.array(sessionTaskSchema).default([]),
  /** The active organisation; `null` is the personal account. */
  lastActiveOrganizationId: z.string().nullable().default(null),
  firstFactorVerifiedAt: time,
  secondFactorVerifiedAt: time.nullable().default(null),
  reverification: reverificationSchema.nullable().default(null),
  lastActiveAt: time,
  expireAt: time,
  abandonAt: time,
  createdAt: time,
  updatedAt: time,
});
export type Session = z.infer<typeof sessionSchema>;

const messageSchema = z.strictObject({
  id: z.string(),
  to: z.string(),
  kind: z.enum(['email_code', 'email_link', 'email', 'sms_code']),
  purpose: z.enum([
    'sign_in',
    'sign_up',
    'reset_password',
    'verify_email',
    'verify_phone',
    'second_factor',
    'reverification',
    'invitation',
    'waitlist',
    'primary_email_address_changed',
    'passkey_removed',
  ]),
  code: z.string().nullable(),
  /** Where the mail leads. */
  link: z.string().nullable().default(null),
  subject: z.string(),
  body: z.string(),
  sentAt: time,
});
export type Message = z.infer<typeof messageSchema>;

const signingKeySchema = z.strictObject({
  kid: z.string(),
  /** PKCS #8 PEM of an RSA key. */
  privateKey: z.string(),
});
export type SigningKey = z.infer<typeof signingKeySchema>;

/** Signs no more; `published` while it is still in the key set. */
const retiredKeySchema = signingKeySchema.extend({ published: z.boolean() });
export type RetiredKey = z.infer<typeof retiredKeySchema>;

export const stateSchema = z.strictObject({
  version: z.literal(1),
  signingKey: signingKeySchema,
  /** Newest first. */
  retiredKeys: z.array(retiredKeySchema).default([]),
  settings: savedSettingsSchema.default(defaultSettings),
  users: z.array(userSchema),
  clients: z.array(clientSchema),
  sessions: z.array(sessionSchema),
  /** Oldest first. */
  messages: z.array(messageSchema),
  providerAccounts: z.array(providerAccountSchema).default([]),
  webhooks: webhooksSchema.default(createNoWebhooks),
  access: accessSchema.default(createNoAccess),
  organizations: organizationsStateSchema.default(createNoOrganizations),
  platform: platformSchema.default(createEmptyPlatform),
  devBrowsers: z.array(devBrowserSchema).default([]),
});
export type State = z.infer<typeof stateSchema>;

/** The state without what signs: restoring one neither changes nor reveals keys. */
export const snapshotSchema = stateSchema.omit({ signingKey: true, retiredKeys: true });
export type Snapshot = z.infer<typeof snapshotSchema>;
