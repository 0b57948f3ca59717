import { Secret, TOTP } from 'otpauth';
import type { EmulatorContext } from '../context.ts';
import { codeIncorrect, totpAlreadyEnabled, totpNotFound } from '../errors/catalogue.ts';
import { applicationName } from '../instance.ts';
import { createId } from '../state/identifiers.ts';
import type { Session, Totp, User } from '../state/records.ts';
import { issueBackupCodes } from './backup-codes.ts';
import { dropBackupCodesWithoutFactor } from './has-second-factor.ts';

const periodSeconds = 30;
/** RFC 6238, 5.2: one step of network delay and clock drift is forgiven on either side. */
const windowSteps = 1;
const secretBytes = 20;
const codePattern = /^[0-9]{6}$/;

const toGenerator = (secret: string, label = ''): TOTP =>
  new TOTP({ issuer: applicationName, label, secret, algorithm: 'SHA1', digits: 6, period: periodSeconds });

/** What an authenticator application reads from the QR code (Google's key URI format). */
export const totpUri = (totp: Totp, label: string): string => toGenerator(totp.secret, label).toString();

/** A new secret, which counts once a code has proved it. Replaces one that was never proved. */
export function createTotp({ clock }: EmulatorContext, user: User): Totp {
  if (user.totp?.verified) throw totpAlreadyEnabled();
  const now = clock();
  user.totp = {
    id: createId('totp'),
    secret: new Secret({ size: secretBytes }).base32,
    verified: false,
    lastUsedStep: null,
    createdAt: now,
    updatedAt: now,
  };
  user.updatedAt = now;
  return user.totp;
}

/**
 * Turns the authenticator application on by a first code from it, which verifies the session's second factor
 * as well. Returns the backup codes that come with it; `undefined` when the user has some already.
 */
export async function verifyNewTotp(
  context: EmulatorContext,
  user: User,
  session: Session,
  code: string,
): Promise<{ totp: Totp; backupCodes: string[] | undefined }> {
  const { totp } = user;
  if (!totp) throw totpNotFound();
  if (totp.verified) throw totpAlreadyEnabled();
  const now = context.clock();
  if (!acceptTotpCode(totp, code, now)) throw codeIncorrect();
  totp.verified = true;
  session.secondFactorVerifiedAt = now;
  user.mfaEnabledAt = now;
  user.updatedAt = now;
  if (user.backupCodes) return { totp, backupCodes: undefined };
  const { codes } = await issueBackupCodes(context, user);
  return { totp, backupCodes: codes };
}

/** Whether the code is right and later than every one before: RFC 6238, 5.2 has each accepted once only. */
export function acceptTotpCode(totp: Totp, code: string, now: number): boolean {
  // otpauth compares bytes, and throws at six characters that are more bytes than six.
  if (!codePattern.test(code)) return false;
  const delta = toGenerator(totp.secret).validate({ token: code, timestamp: now, window: windowSteps });
  if (delta === null) return false;
  const step = Math.floor(now / 1000 / periodSeconds) + delta;
  if (totp.lastUsedStep !== null && step <= totp.lastUsedStep) return false;
  totp.lastUsedStep = step;
  totp.updatedAt = now;
  return true;
}

/** Turns the authenticator application off. */
export function removeTotp({ clock }: EmulatorContext, user: User): void {
  const now = clock();
  user.totp = null;
  dropBackupCodesWithoutFactor(user, now);
  user.updatedAt = now;
}
