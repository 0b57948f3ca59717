import { randomInt, timingSafeEqual } from 'node:crypto';
import type { EmulatorContext } from '../context.ts';
import {
  verificationAlreadyVerified,
  verificationExpired,
  verificationFailed,
  verificationMissing,
} from '../errors/catalogue.ts';
import { applicationName } from '../instance.ts';
import { createId } from '../state/identifiers.ts';
import type { Message, Verification } from '../state/records.ts';
import type { NoticePurpose } from './notices.ts';
import { isTestPhoneNumber } from './phone-format.ts';

const codeLifeMilliseconds = 10 * 60_000;
export const maximumWrongCodes = 3;

/**
 * Clerk's test addresses (https://clerk.com/docs/testing/test-emails-and-phones) and the code they
 * get in test mode.
 */
const testAddressPattern = /\+clerk_test[^@]*@/;
const testCode = '424242';

const createCode = ({ store }: EmulatorContext, to: string): string =>
  store.platform.instanceOptions.testMode && (testAddressPattern.test(to) || isTestPhoneNumber(to))
    ? testCode
    : String(randomInt(1_000_000)).padStart(6, '0');

/** Strategies that send a code, by mail or to a phone. */
export type CodeStrategy =
  | 'email_code'
  | 'reset_password_email_code'
  | 'phone_code'
  | 'reset_password_phone_code';

export const isPhoneStrategy = (strategy: string): boolean =>
  strategy === 'phone_code' || strategy === 'reset_password_phone_code';

type CodePurpose = Exclude<Message['purpose'], 'invitation' | 'waitlist' | NoticePurpose>;

const subjects: Record<CodePurpose, (code: string) => string> = {
  sign_in: (code) => `${code} is your sign-in code for ${applicationName}`,
  sign_up: (code) => `${code} is your verification code for ${applicationName}`,
  reset_password: (code) => `${code} is your password reset code for ${applicationName}`,
  verify_email: (code) => `${code} is your verification code for ${applicationName}`,
  verify_phone: (code) => `${code} is your verification code for ${applicationName}`,
  second_factor: (code) => `${code} is your sign-in code for ${applicationName}`,
  reverification: (code) => `${code} is your verification code for ${applicationName}`,
};

/**
 * Puts a new code in the outbox and returns the verification that waits for it. An earlier code is void from
 * now on.
 */
export function sendCode(
  context: EmulatorContext,
  to: string,
  purpose: CodePurpose,
  strategy: CodeStrategy = 'email_code',
): Verification {
  const now = context.clock();
  const code = createCode(context, to);
  context.store.addMessage({
    id: createId('msg'),
    to,
    kind: isPhoneStrategy(strategy) ? 'sms_code' : 'email_code',
    purpose,
    code,
    link: null,
    subject: subjects[purpose](code),
    body: `Your code is ${code}. It works once, within 10 minutes. This is an emulated message.`,
    sentAt: now,
  });
  return { strategy, status: 'unverified', attempts: 0, expireAt: now + codeLifeMilliseconds, code };
}

/** A code that was sent, was not used, and whose time is over. */
export const isExpired = (verification: Verification, now: number): boolean =>
  verification.status === 'unverified' && verification.expireAt !== null && now >= verification.expireAt;

/**
 * Uses up one try and tells whether the code was right, which marks the verification as verified. Throws when
 * there is nothing to try: never sent, used before, three wrong codes, too late.
 */
export function tryCode(verification: Verification | null, code: string, now: number): boolean {
  if (!verification) throw verificationMissing();
  if (verification.status === 'verified') throw verificationAlreadyVerified();
  if (verification.status === 'failed' || verification.code === null) throw verificationFailed();
  if (isExpired(verification, now)) throw verificationExpired();
  verification.attempts += 1;
  if (!isSameCode(verification.code, code)) {
    if (verification.attempts >= maximumWrongCodes) verification.status = 'failed';
    return false;
  }
  verification.status = 'verified';
  verification.code = null;
  return true;
}

// SECURITY S47: constant time, so that the answer's timing does not tell how much of a code is right.
function isSameCode(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
