import { z } from 'zod';

const time = z.int().nonnegative();

/** What an authenticator has proved to keep (WebAuthn). */
const credentialSchema = z.strictObject({
  /** As the authenticator calls it, in base64url. */
  id: z.string(),
  /** COSE, in base64url. */
  publicKey: z.string(),
  /** How often it has signed, as far as it counts. */
  counter: z.int().nonnegative(),
});

export const passkeySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Waits for an authenticator's answer; `null` once there was one, right or wrong. */
  challenge: z.string().nullable(),
  expireAt: time,
  /** `null` until it is verified: it is no factor before. */
  credential: credentialSchema.nullable(),
  lastUsedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type Passkey = z.infer<typeof passkeySchema>;
