import { z } from 'zod';

const time = z.int().nonnegative();

/** What a mailed link has to know when somebody opens it; its token is the verification's `code`. */
const sentLinkSchema = z.strictObject({
  /** Where the person goes then; `null` for the emulator's own page. */
  redirectUrl: z.string().nullable(),
  /** Of the client that asked for it. */
  clientId: z.string(),
  userAgent: z.string(),
  /** The client in whose browser it was opened; `null` before that, and in another browser. */
  openedByClientId: z.string().nullable(),
});
export type SentLink = z.infer<typeof sentLinkSchema>;

/** A code or a link that was sent, or a factor that needs none (`code` is then `null`). */
export const verificationSchema = z.strictObject({
  strategy: z.union([
    z.enum([
      'password',
      'email_code',
      'email_link',
      'phone_code',
      'reset_password_email_code',
      'reset_password_phone_code',
      'admin',
      'totp',
      'backup_code',
      'ticket',
      'passkey',
    ]),
    z.templateLiteral(['from_oauth_', z.string()]),
  ]),
  status: z.enum(['unverified', 'verified', 'failed']),
  attempts: z.int().nonnegative(),
  expireAt: time.nullable(),
  code: z.string().nullable(),
  link: sentLinkSchema.optional(),
  /** The address or number, where a right answer verifies it. */
  sentTo: z.string().optional(),
});
export type Verification = z.infer<typeof verificationSchema>;

export const phoneNumberSchema = z.strictObject({
  id: z.string(),
  /** E.164. */
  phoneNumber: z.string(),
  verification: verificationSchema.nullable(),
  /** Nobody else can have it although it is not verified, and its user signs in by it. */
  reserved: z.boolean().default(false),
  reservedForSecondFactor: z.boolean(),
  defaultSecondFactor: z.boolean(),
  createdAt: time,
  updatedAt: time,
});
export type PhoneNumber = z.infer<typeof phoneNumberSchema>;

/** Whether it is its user's alone: verified, or reserved until it is. */
export const isHeld = (identification: { verification: Verification | null; reserved: boolean }): boolean =>
  identification.reserved || identification.verification?.status === 'verified';

/** Ways of the first factor that a client remembers as the last one used. */
export const firstFactorNames = [
  'password',
  'email_code',
  'email_link',
  'phone_code',
  'reset_password_email_code',
  'reset_password_phone_code',
  'ticket',
  'passkey',
] as const;
