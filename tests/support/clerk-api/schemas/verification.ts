import { z } from 'zod';
import { errorInside, integer, maybeInteger, maybeText, text, texts } from './parts.ts';

const statuses = <const Status extends string>(...names: Status[]) => z.enum(names);
const common = { attempts: maybeInteger.optional(), expire_at: maybeInteger.optional() };
const proven = statuses('unverified', 'verified');
const tried = statuses('unverified', 'verified', 'failed', 'expired');

/** The Frontend API's verifications by their object. */
const byCode = z.looseObject({
  object: z.literal('verification_otp'),
  status: tried,
  strategy: statuses('phone_code', 'email_code', 'reset_password_email_code', 'reset_password_phone_code'),
  attempts: maybeInteger.optional(),
  expire_at: integer,
});
const byLink = z.looseObject({
  object: z.literal('verification_email_link'),
  status: statuses('unverified', 'verified', 'failed', 'expired', 'transferable'),
  strategy: z.literal('email_link'),
  attempts: maybeInteger.optional(),
  expire_at: integer,
  verified_at_client: text.optional(),
});
const byTicket = z.looseObject({
  object: z.literal('verification_ticket'),
  status: statuses('unverified', 'verified', 'expired'),
  strategy: z.literal('ticket'),
  ...common,
});
const byAdmin = z.strictObject({
  object: z.literal('verification_admin'),
  status: tried,
  strategy: z.literal('admin'),
  ...common,
});
const fromProvider = z.looseObject({
  object: z.literal('verification_from_oauth'),
  status: proven,
  strategy: text.regex(/^from_oauth_(token_|custom_)?[a-z]+$/),
  ...common,
});
const byPassword = z.strictObject({
  object: z.literal('verification_password'),
  status: proven,
  strategy: z.literal('password'),
  ...common,
});
const byTotp = z.strictObject({
  object: z.literal('verification_totp'),
  status: proven,
  strategy: z.literal('totp'),
  ...common,
});
const byBackupCode = z.strictObject({
  object: z.literal('verification_backup_code'),
  status: proven,
  strategy: z.literal('backup_code'),
  ...common,
});
export const byPasskey = z.strictObject({
  object: z.literal('verification_passkey'),
  status: tried,
  strategy: z.literal('passkey'),
  attempts: maybeInteger.optional(),
  expire_at: integer,
  nonce: text.optional(),
});
const atProvider = z.strictObject({
  object: z.literal('verification_oauth'),
  status: statuses('unverified', 'verified', 'failed', 'expired', 'transferable'),
  strategy: text.regex(/^oauth_(token_|custom_)?[a-z0-9_]+$/),
  external_verification_redirect_url: maybeText.optional(),
  error: errorInside,
  expire_at: integer,
  attempts: maybeInteger.optional(),
});

export const emailVerification = z
  .discriminatedUnion('object', [byCode, byLink, byTicket, byAdmin, fromProvider])
  .nullable();
export const phoneVerification = z.discriminatedUnion('object', [byCode, byAdmin]).nullable();
export const firstFactorVerification = z
  .discriminatedUnion('object', [byPassword, atProvider, byCode, byLink, byTicket, byPasskey])
  .nullable();
/** Those of a reverification, for which neither links nor tickets nor providers count. */
export const firstFactorAgain = z.discriminatedUnion('object', [byPassword, byCode, byPasskey]).nullable();
export const secondFactorAgain = z.discriminatedUnion('object', [byCode, byTotp, byBackupCode]).nullable();
export const secondFactorVerification = z
  .discriminatedUnion('object', [byCode, byLink, byTotp, byTicket, byBackupCode])
  .nullable();

/** Before a code was sent Clerk tells only what comes next. */
const signUpStep = {
  next_action: z.enum(['needs_prepare', 'needs_attempt', '']),
  supported_strategies: texts,
};
export const signUpVerification = z
  .union([
    z.strictObject(signUpStep),
    z.looseObject({
      ...signUpStep,
      object: z.enum([
        'verification_otp',
        'verification_email_link',
        'verification_ticket',
        'verification_from_oauth',
        'verification_admin',
      ]),
      status: statuses('unverified', 'verified', 'failed', 'expired', 'transferable'),
      strategy: text,
    }),
  ])
  .nullable();
export const externalAccountSignUpVerification = z
  .discriminatedUnion('object', [atProvider, byTicket])
  .nullable();

/** An account's own: strict, and a redirect only where there is one. */
export const accountVerification = z
  .strictObject({
    object: z.literal('verification_oauth'),
    status: statuses('unverified', 'verified', 'failed', 'expired', 'transferable'),
    strategy: text.regex(/^oauth_(token_|custom_)?[a-z]+$/),
    external_verification_redirect_url: text.optional(),
    error: errorInside,
    expire_at: integer,
    attempts: maybeInteger,
    verified_at_client: maybeText.optional(),
  })
  .nullable();

const backendCommon = {
  attempts: maybeInteger,
  expire_at: maybeInteger,
  verified_at_client: maybeText.optional(),
};
/** The Backend API's, which are all strict. */
const backendByCode = z.strictObject({
  object: z.literal('verification_otp'),
  status: tried,
  strategy: statuses('phone_code', 'email_code', 'reset_password_email_code'),
  ...backendCommon,
});
const backendByAdmin = z.strictObject({
  object: z.literal('verification_admin'),
  status: z.literal('verified'),
  strategy: z.literal('admin'),
  ...backendCommon,
});
export const backendEmailVerification = z
  .discriminatedUnion('object', [
    backendByCode,
    backendByAdmin,
    z.strictObject({
      object: z.literal('verification_from_oauth'),
      status: proven,
      strategy: text.regex(/^from_oauth_(token_|custom_)?[a-z]+$/),
      error: errorInside,
      ...backendCommon,
    }),
    z.strictObject({
      object: z.literal('verification_ticket'),
      status: statuses('unverified', 'verified', 'expired'),
      strategy: z.literal('ticket'),
      ...backendCommon,
    }),
    z.strictObject({
      object: z.literal('verification_email_link'),
      status: tried,
      strategy: z.literal('email_link'),
      ...backendCommon,
    }),
  ])
  .nullable();
export const backendPhoneVerification = z
  .discriminatedUnion('object', [backendByCode, backendByAdmin])
  .nullable();
export const backendPasskeyVerification = z
  .strictObject({
    object: z.literal('verification_passkey'),
    status: z.literal('verified'),
    strategy: z.literal('passkey'),
    nonce: z.literal('nonce').optional(),
    message: maybeText.optional(),
    ...backendCommon,
  })
  .nullable();
