import { Secret } from 'otpauth';
import type { EmulatorContext } from '../context.ts';
import { type PasswordHasherName, toStoredDigest } from '../crypto/imported-passwords.ts';
import { parameterExcluded, parameterFormatInvalid, parameterNeeded } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { User } from '../state/records.ts';
import { checkNewPassword } from './password-policy.ts';

/** What a backend may give of how somebody signs in, also as another system kept it. */
export type GivenCredentials = {
  password?: string | null | undefined;
  skipPasswordChecks?: boolean | null | undefined;
  passwordDigest?: string | null | undefined;
  passwordHasher?: PasswordHasherName | undefined;
  /** In base32; counts as proved. */
  totpSecret?: string | null | undefined;
  /** In clear, or their bcrypt digests. */
  backupCodes?: string[] | undefined;
};

/** The same as it is kept; `undefined` for what is not given. */
type ReadyCredentials = {
  passwordHash: string | undefined;
  totpSecret: string | undefined;
  backupCodeHashes: string[] | undefined;
};

/** Throws for what is refused; hashes take their time, so nothing is changed yet. */
export async function readCredentials(
  context: EmulatorContext,
  given: GivenCredentials,
): Promise<ReadyCredentials> {
  const digest = readDigest(given);
  const totpSecret = given.totpSecret ? readTotpSecret(given.totpSecret) : undefined;
  return {
    passwordHash: digest ?? (await hashPassword(context, given)),
    totpSecret,
    backupCodeHashes:
      given.backupCodes &&
      (await Promise.all(
        given.backupCodes.map((code) => toStoredDigest('bcrypt', code) ?? context.passwords.hash(code)),
      )),
  };
}

/** Gives them to the user; a new password is not known to anybody else. */
export function applyCredentials(user: User, ready: ReadyCredentials, now: number): void {
  if (ready.passwordHash !== undefined) {
    user.passwordHash = ready.passwordHash;
    user.passwordUpdatedAt = now;
    user.passwordCompromised = false;
  }
  const times = { createdAt: now, updatedAt: now };
  if (ready.totpSecret !== undefined) {
    const { totpSecret: secret } = ready;
    user.totp = { id: createId('totp'), secret, verified: true, lastUsedStep: null, ...times };
    user.mfaEnabledAt = now;
  }
  if (ready.backupCodeHashes !== undefined)
    user.backupCodes = { id: createId('backup_code'), hashes: ready.backupCodeHashes, ...times };
}

async function hashPassword(
  { passwords, store }: EmulatorContext,
  { password, skipPasswordChecks }: GivenCredentials,
): Promise<string | undefined> {
  if (typeof password !== 'string') return undefined;
  if (!skipPasswordChecks) checkNewPassword(store.settings, password, 'password');
  return passwords.hash(password);
}

function readDigest({ password, passwordDigest, passwordHasher }: GivenCredentials): string | undefined {
  if (!passwordDigest) {
    if (passwordHasher) throw parameterNeeded('password_digest', 'password_hasher');
    return undefined;
  }
  if (!passwordHasher) throw parameterNeeded('password_hasher', 'password_digest');
  if (typeof password === 'string') throw parameterExcluded('password_digest', 'password');
  const stored = toStoredDigest(passwordHasher, passwordDigest);
  if (stored === undefined)
    throw parameterFormatInvalid('password_digest', `must be a digest of ${passwordHasher}.`);
  return stored;
}

function readTotpSecret(text: string): string {
  const letters = text.replaceAll(/[\s=-]/g, '').toUpperCase();
  if (!/^[A-Z2-7]{16,}$/.test(letters))
    throw parameterFormatInvalid('totp_secret', 'must be a secret in base32.');
  return Secret.fromBase32(letters).base32;
}
