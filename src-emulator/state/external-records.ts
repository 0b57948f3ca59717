import { z } from 'zod';

/** What the emulator remembers of accounts at identity providers. */

const time = z.int().nonnegative();

export const oauthStrategySchema = z.templateLiteral(['oauth_', z.string()]);

/** A person at an identity provider, as it told. */
const identitySchema = z.strictObject({
  providerUserId: z.string(),
  emailAddress: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  scopes: z.string(),
});
export type Identity = z.infer<typeof identitySchema>;

/** A verification that happens at an identity provider. */
export const externalVerificationSchema = z.strictObject({
  strategy: oauthStrategySchema,
  status: z.enum(['unverified', 'verified', 'failed', 'transferable']),
  /** Where the person has to go, while `unverified`. */
  redirectUrl: z.string().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), long_message: z.string() }).nullable(),
  /** Who came back; what a transfer hands on. */
  identity: identitySchema.nullable(),
  expireAt: time,
});
export type ExternalVerification = z.infer<typeof externalVerificationSchema>;

export const externalAccountSchema = z.strictObject({
  id: z.string(),
  identificationId: z.string(),
  verification: externalVerificationSchema,
  /** Whether the user has had the provider's tokens deleted since the provider was last asked. */
  tokensForgotten: z.boolean().default(false),
  createdAt: time,
  updatedAt: time,
});
export type ExternalAccount = z.infer<typeof externalAccountSchema>;

/** An account at an emulated identity provider that somebody made on its page. */
export const providerAccountSchema = z.strictObject({
  id: z.string(),
  provider: z.string(),
  emailAddress: z.string(),
  firstName: z.string(),
  lastName: z.string(),
});
export type ProviderAccount = z.infer<typeof providerAccountSchema>;
