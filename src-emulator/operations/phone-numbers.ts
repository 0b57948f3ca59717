import type { EmulatorContext } from '../context.ts';
import { codeIncorrect, resourceNotFound, verificationAlreadyVerified } from '../errors/catalogue.ts';
import {
  lastIdentificationDeletionFailed,
  phoneNotForSecondFactor,
  phoneNumberTaken,
} from '../errors/identity-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { User } from '../state/records.ts';
import type { PhoneNumber, Verification } from '../state/verification-records.ts';
import { dropBackupCodesWithoutFactor, keepOneDefault } from './has-second-factor.ts';
import { assertNotRestricted } from './restrictions.ts';
import { unsupportedStrategy } from './strategies.ts';
import { sendCode, tryCode } from './verification.ts';

export const createPhoneNumber = (
  phoneNumber: string,
  verification: Verification | null,
  now: number,
): PhoneNumber => ({
  id: createId('idn'),
  phoneNumber,
  verification,
  reserved: false,
  reservedForSecondFactor: false,
  defaultSecondFactor: false,
  createdAt: now,
  updatedAt: now,
});

/** Throws 404 when the user has no such number. */
export function findPhoneNumber(user: User, id: string): PhoneNumber {
  const phone = user.phoneNumbers.find((candidate) => candidate.id === id);
  if (!phone) throw resourceNotFound('phone number', id);
  return phone;
}

/** Adds a number that counts for nothing until it is verified, and then for the second step alone if it is `reserved`. */
export function addPhoneNumber(
  context: EmulatorContext,
  user: User,
  phoneNumber: string,
  reserved = false,
): PhoneNumber {
  const isOwn = user.phoneNumbers.some((phone) => phone.phoneNumber === phoneNumber);
  if (isOwn || context.store.findUserByPhone(phoneNumber)) throw phoneNumberTaken();
  assertNotRestricted(context, phoneNumber);
  const now = context.clock();
  const phone = { ...createPhoneNumber(phoneNumber, null, now), reservedForSecondFactor: reserved };
  user.phoneNumbers.push(phone);
  user.updatedAt = now;
  return phone;
}

export function preparePhoneVerification(
  context: EmulatorContext,
  phone: PhoneNumber,
  strategy: string,
): void {
  if (strategy !== 'phone_code') throw unsupportedStrategy(strategy);
  if (phone.verification?.status === 'verified') throw verificationAlreadyVerified();
  phone.verification = sendCode(context, phone.phoneNumber, 'verify_phone', 'phone_code');
  phone.updatedAt = context.clock();
}

export function attemptPhoneVerification(
  { store, clock }: EmulatorContext,
  user: User,
  phone: PhoneNumber,
  code: string,
): void {
  // Somebody else may have verified the same number since it was added here.
  const holder = store.findUserByPhone(phone.phoneNumber);
  if (phone.verification?.status !== 'verified' && holder && holder !== user) throw phoneNumberTaken();
  if (!tryCode(phone.verification, code, clock())) throw codeIncorrect();
  if (phone.reservedForSecondFactor) user.mfaEnabledAt ??= clock();
  else user.primaryPhoneNumberId ??= phone.id;
  keepOneDefault(user);
  phone.reserved = false;
  phone.updatedAt = clock();
  user.updatedAt = clock();
}

const isVerified = (identification: { verification: Verification | null }): boolean =>
  identification.verification?.status === 'verified';

/** Whether the user could still be found by something else. */
const hasOtherIdentification = (user: User, id: string): boolean =>
  user.username !== null ||
  user.emailAddresses.some((email) => email.id !== id && isVerified(email)) ||
  user.phoneNumbers.some((phone) => phone.id !== id && isVerified(phone));

/** Removes a number, unless nothing would be left to sign in with. The next verified one becomes primary. */
export function removePhoneNumber({ clock }: EmulatorContext, user: User, phone: PhoneNumber): void {
  if (isVerified(phone) && !hasOtherIdentification(user, phone.id)) throw lastIdentificationDeletionFailed();
  user.phoneNumbers = user.phoneNumbers.filter((candidate) => candidate !== phone);
  if (user.primaryPhoneNumberId === phone.id)
    user.primaryPhoneNumberId = user.phoneNumbers.find(isVerified)?.id ?? null;
  const now = clock();
  keepOneDefault(user);
  dropBackupCodesWithoutFactor(user, now);
  user.updatedAt = now;
}

export type PhoneChanges = {
  reservedForSecondFactor?: boolean | undefined;
  defaultSecondFactor?: boolean | undefined;
};

/** Makes a verified number a second factor or the default one, or takes that back. */
export function changePhoneNumber(
  { clock }: EmulatorContext,
  user: User,
  phone: PhoneNumber,
  { reservedForSecondFactor, defaultSecondFactor }: PhoneChanges,
): void {
  const now = clock();
  if ((reservedForSecondFactor || defaultSecondFactor) && !isVerified(phone)) throw phoneNotForSecondFactor();
  if (reservedForSecondFactor !== undefined) {
    phone.reservedForSecondFactor = reservedForSecondFactor;
    if (reservedForSecondFactor) user.mfaEnabledAt ??= now;
  }
  if (defaultSecondFactor !== undefined) {
    for (const other of user.phoneNumbers) other.defaultSecondFactor = false;
    phone.defaultSecondFactor = defaultSecondFactor;
    if (defaultSecondFactor) phone.reservedForSecondFactor = true;
  }
  keepOneDefault(user);
  dropBackupCodesWithoutFactor(user, now);
  phone.updatedAt = now;
  user.updatedAt = now;
}
