import type { User } from '../state/records.ts';
import type { PhoneNumber } from '../state/verification-records.ts';

/** The numbers to which a code of the second step may go, the default one first. */
export const listSecondFactorPhones = (user: User): PhoneNumber[] =>
  user.phoneNumbers
    .filter((phone) => phone.reservedForSecondFactor && phone.verification?.status === 'verified')
    .sort((a, b) => Number(b.defaultSecondFactor) - Number(a.defaultSecondFactor));

/** Whether signing in takes more than the first factor. Backup codes alone do not ask for one. */
export const hasSecondFactor = (user: User): boolean =>
  (user.totp?.verified ?? false) || listSecondFactorPhones(user).length > 0;

/** Of the numbers that are a second factor, one is the default: the one that was, or else the first. */
export function keepOneDefault(user: User): void {
  const [usual] = listSecondFactorPhones(user);
  for (const phone of user.phoneNumbers) phone.defaultSecondFactor = phone === usual;
}

/** Takes all second factors away at once. */
export function removeSecondFactors(user: User, now: number): void {
  user.totp = null;
  for (const phone of user.phoneNumbers) {
    phone.reservedForSecondFactor = false;
    phone.defaultSecondFactor = false;
  }
  dropBackupCodesWithoutFactor(user, now);
  user.updatedAt = now;
}

/** Backup codes stand in for another second factor, so they go with the last one. */
export function dropBackupCodesWithoutFactor(user: User, now: number): void {
  if (hasSecondFactor(user)) return;
  if (user.mfaEnabledAt !== null && (user.mfaDisabledAt ?? 0) < user.mfaEnabledAt) user.mfaDisabledAt = now;
  user.backupCodes = null;
}
