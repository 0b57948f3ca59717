import type { EmulatorContext } from '../context.ts';
import { codeIncorrect, strategyForUserInvalid, verificationMissing } from '../errors/catalogue.ts';
import type { SignIn, User } from '../state/records.ts';
import { isHeld } from '../state/verification-records.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { assertNotLocked, clearLock, countFailedAttempt } from './lockout.ts';
import { verifyReserved } from './reserved-identifiers.ts';
import { type CodeStrategy, isPhoneStrategy, sendCode, tryCode } from './verification.ts';

const codeStrategies: readonly string[] = [
  'email_code',
  'reset_password_email_code',
  'phone_code',
  'reset_password_phone_code',
];

export const isCodeStrategy = (strategy: string): strategy is CodeStrategy =>
  codeStrategies.includes(strategy);

export const isResetStrategy = (strategy: string): boolean => strategy.startsWith('reset_password_');

/** Which address or number of the user a code or a link goes to. */
export type Destination = { emailAddressId?: string | undefined; phoneNumberId?: string | undefined };

/** The address that was asked for, or the one that identified the user, or else the primary one. */
export function findVerifiedEmail(
  user: User,
  identifier: string | null,
  emailAddressId: string | undefined,
): string | undefined {
  const verified = user.emailAddresses.filter(isHeld);
  const found = emailAddressId
    ? verified.find((email) => email.id === emailAddressId)
    : (verified.find((email) => email.emailAddress === identifier) ??
      verified.find((email) => email.id === user.primaryEmailAddressId));
  return found?.emailAddress;
}

/** The same for numbers; one that is kept for the second step is none for the first. */
export function findVerifiedPhone(
  user: User,
  identifier: string | null,
  phoneNumberId: string | undefined,
): string | undefined {
  const verified = user.phoneNumbers.filter((phone) => isHeld(phone) && !phone.reservedForSecondFactor);
  const found = phoneNumberId
    ? verified.find((phone) => phone.id === phoneNumberId)
    : (verified.find((phone) => phone.phoneNumber === identifier) ??
      verified.find((phone) => phone.id === user.primaryPhoneNumberId));
  return found?.phoneNumber;
}

/** Sends a code for the first step of a sign-in. */
export function sendSignInCode(
  context: EmulatorContext,
  signIn: SignIn,
  user: User,
  strategy: CodeStrategy,
  { emailAddressId, phoneNumberId }: Destination,
): void {
  const to = isPhoneStrategy(strategy)
    ? findVerifiedPhone(user, signIn.identifier, phoneNumberId)
    : findVerifiedEmail(user, signIn.identifier, emailAddressId);
  const isReset = isResetStrategy(strategy);
  if (!to || (isReset && !user.passwordHash)) throw strategyForUserInvalid();
  signIn.firstFactor = {
    ...sendCode(context, to, isReset ? 'reset_password' : 'sign_in', strategy),
    sentTo: to,
  };
}

/** Throws when the code is wrong, which counts towards the lock. */
export function attemptSignInCode(
  { clock, store }: EmulatorContext,
  signIn: SignIn,
  user: User,
  strategy: CodeStrategy,
  code: string,
): void {
  assertNotLocked(user, clock());
  if (signIn.firstFactor?.strategy !== strategy) throw verificationMissing();
  if (!tryCode(signIn.firstFactor, code, clock())) {
    countFailedAttempt(user, clock(), store.settings);
    throw codeIncorrect();
  }
  verifyReserved(user, signIn.firstFactor, clock());
  if (!hasSecondFactor(user)) clearLock(user);
}
