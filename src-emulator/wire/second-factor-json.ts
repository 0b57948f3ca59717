import { hasSecondFactor, listSecondFactorPhones } from '../operations/has-second-factor.ts';
import { totpUri } from '../operations/totp.ts';
import type { BackupCodes, Totp, User } from '../state/records.ts';
import { identifierOf } from './user-json.ts';

/** The authenticator application with its secret, which is shown until a code has proved it. */
export const newTotpJson = (totp: Totp, user: User) => ({
  ...totpCoreJson(totp),
  secret: totp.secret,
  uri: totpUri(totp, identifierOf(user)),
});

export const verifiedTotpJson = (totp: Totp, backupCodes: string[] | undefined) => ({
  ...totpCoreJson(totp),
  ...(backupCodes ? { backup_codes: backupCodes } : {}),
});

const totpCoreJson = (totp: Totp) => ({
  object: 'totp',
  id: totp.id,
  verified: totp.verified,
  created_at: totp.createdAt,
  updated_at: totp.updatedAt,
});

export const backupCodesJson = (issued: BackupCodes, codes: string[]) => ({
  object: 'backup_code',
  id: issued.id,
  codes,
  created_at: issued.createdAt,
  updated_at: issued.updatedAt,
});

/** By what a user may prove the second factor, the usual way first. */
export function listSecondFactors(user: User) {
  if (!hasSecondFactor(user)) return [];
  const totp = user.totp?.verified ? [{ strategy: 'totp' }] : [];
  const phones = listSecondFactorPhones(user).map((phone) => ({
    strategy: 'phone_code',
    phone_number_id: phone.id,
    safe_identifier: phone.phoneNumber,
    primary: phone.id === user.primaryPhoneNumberId,
    default: phone.defaultSecondFactor,
  }));
  const backup = user.backupCodes?.hashes.length ? [{ strategy: 'backup_code' }] : [];
  return [...totp, ...phones, ...backup];
}
