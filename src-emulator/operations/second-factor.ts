import type { Caller, EmulatorContext } from '../context.ts';
import {
  clientStateInvalid,
  codeIncorrect,
  resourceNotFound,
  strategyForUserInvalid,
  verificationFailed,
  verificationMissing,
} from '../errors/catalogue.ts';
import type { Client, SignIn, User, Verification } from '../state/records.ts';
import { acceptBackupCode } from './backup-codes.ts';
import { hasSecondFactor, listSecondFactorPhones } from './has-second-factor.ts';
import { assertNotLocked, clearLock, countFailedAttempt } from './lockout.ts';
import { startSession } from './sessions.ts';
import { unsupportedStrategy } from './strategies.ts';
import { acceptTotpCode } from './totp.ts';
import { maximumWrongCodes, sendCode, tryCode } from './verification.ts';

type SecondFactorStrategy = 'totp' | 'backup_code' | 'phone_code';

const isSecondFactorStrategy = (strategy: string): strategy is SecondFactorStrategy =>
  strategy === 'totp' || strategy === 'backup_code' || strategy === 'phone_code';

/** Makes a sign-in whose first factor is proved wait for the second; tells whether there is one. */
export function awaitSecondFactor(signIn: SignIn, user: User): boolean {
  if (!hasSecondFactor(user)) return false;
  signIn.status = 'needs_second_factor';
  return true;
}

/** Sends a code to the number that was asked for, or else to the default one; nothing else can be sent. */
export function sendSecondFactor(
  context: EmulatorContext,
  user: User,
  attempt: { secondFactor: Verification | null },
  { strategy, phoneNumberId }: SecondFactorRequest,
): void {
  if (!isSecondFactorStrategy(strategy)) throw unsupportedStrategy(strategy);
  if (strategy !== 'phone_code') throw strategyForUserInvalid();
  assertNotLocked(user, context.clock());
  const phones = listSecondFactorPhones(user);
  const phone = phoneNumberId ? phones.find(({ id }) => id === phoneNumberId) : phones[0];
  if (!phone) throw strategyForUserInvalid();
  attempt.secondFactor = sendCode(context, phone.phoneNumber, 'second_factor', strategy);
}

type SecondFactorRequest = { strategy: string; phoneNumberId?: string | undefined };

/** Sends a code for the second step of a sign-in. */
export function prepareSecondFactor(
  context: EmulatorContext,
  signIn: SignIn,
  request: SecondFactorRequest,
): void {
  sendSecondFactor(context, requireWaitingUser(context, signIn), signIn, request);
}

/** Completes a sign-in by a code of the authenticator application or a backup code. */
export async function attemptSecondFactor(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  parameters: { strategy: string; code: string },
): Promise<void> {
  const user = requireWaitingUser(context, signIn);
  await proveSecondFactor(context, user, signIn, parameters);
  // Comparing takes long enough for a second request to have finished this attempt.
  requireWaitingUser(context, signIn);
  const session = startSession(context, client, user, caller);
  session.secondFactorVerifiedAt = context.clock();
  signIn.status = 'complete';
  signIn.createdSessionId = session.id;
}

function requireWaitingUser({ store }: EmulatorContext, signIn: SignIn): User {
  if (signIn.status !== 'needs_second_factor' || signIn.userId === null)
    throw clientStateInvalid('second factor verification', 'Verify the first factor first.');
  const user = store.users.get(signIn.userId);
  if (!user) throw resourceNotFound('user', signIn.userId);
  return user;
}

/**
 * Checks a code and notes the outcome in `attempt`. Throws when it is wrong, after three wrong ones of the
 * same kind, and while the user is locked; each wrong one counts towards the lock.
 */
export async function proveSecondFactor(
  context: EmulatorContext,
  user: User,
  attempt: { secondFactor: Verification | null },
  { strategy, code }: { strategy: string; code: string },
): Promise<void> {
  if (!isSecondFactorStrategy(strategy)) throw unsupportedStrategy(strategy);
  const now = context.clock();
  assertNotLocked(user, now);
  if (!hasSecondFactor(user)) throw strategyForUserInvalid();
  if (strategy === 'phone_code') return provePhoneCode(context, user, attempt.secondFactor, code);
  if (attempt.secondFactor?.strategy !== strategy)
    attempt.secondFactor = { strategy, status: 'unverified', attempts: 0, expireAt: null, code: null };
  const verification = attempt.secondFactor;
  if (verification.status === 'failed') throw verificationFailed();
  // Counted before the slow comparison, so that guesses in parallel do not slip under the limits.
  verification.attempts += 1;
  countFailedAttempt(user, now, context.store.settings);
  if (verification.attempts >= maximumWrongCodes) verification.status = 'failed';
  if (!(await acceptCode(context, user, strategy, code))) throw codeIncorrect();
  verification.status = 'verified';
  clearLock(user);
}

function provePhoneCode(
  context: EmulatorContext,
  user: User,
  verification: Verification | null,
  code: string,
): void {
  const now = context.clock();
  if (verification?.strategy !== 'phone_code') throw verificationMissing();
  if (!tryCode(verification, code, now)) {
    countFailedAttempt(user, now, context.store.settings);
    throw codeIncorrect();
  }
  clearLock(user);
}

const acceptCode = (
  context: EmulatorContext,
  user: User,
  strategy: Exclude<SecondFactorStrategy, 'phone_code'>,
  code: string,
): Promise<boolean> | boolean =>
  strategy === 'totp'
    ? user.totp !== null && acceptTotpCode(user.totp, code, context.clock())
    : acceptBackupCode(context, user, code);
