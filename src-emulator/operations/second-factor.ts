import type { Caller, EmulatorContext } from '../context.ts';
import {
  clientStateInvalid,
  codeIncorrect,
  resourceNotFound,
  strategyForUserInvalid,
  verificationFailed,
} from '../errors/catalogue.ts';
import type { Client, SignIn, User, Verification } from '../state/records.ts';
import { acceptBackupCode } from './backup-codes.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { assertNotLocked, clearLock, countFailedAttempt } from './lockout.ts';
import { startSession } from './sessions.ts';
import { unsupportedStrategy } from './strategies.ts';
import { acceptTotpCode } from './totp.ts';
import { maximumWrongCodes } from './verification.ts';

type SecondFactorStrategy = 'totp' | 'backup_code';

const isSecondFactorStrategy = (strategy: string): strategy is SecondFactorStrategy =>
  strategy === 'totp' || strategy === 'backup_code';

/** Makes a sign-in whose first factor is proved wait for the second; tells whether there is one. */
export function awaitSecondFactor(signIn: SignIn, user: User): boolean {
  if (!hasSecondFactor(user)) return false;
  signIn.status = 'needs_second_factor';
  return true;
}

/** There is nothing to send for a second factor: always throws what Clerk answers. */
export function refusePreparation(strategy: string): never {
  throw isSecondFactorStrategy(strategy) ? strategyForUserInvalid() : unsupportedStrategy(strategy);
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
  if (attempt.secondFactor?.strategy !== strategy)
    attempt.secondFactor = { strategy, status: 'unverified', attempts: 0, expireAt: null, code: null };
  const verification = attempt.secondFactor;
  if (verification.status === 'failed') throw verificationFailed();
  // Counted before the slow comparison, so that guesses in parallel do not slip under the limits.
  verification.attempts += 1;
  countFailedAttempt(user, now);
  if (verification.attempts >= maximumWrongCodes) verification.status = 'failed';
  if (!(await acceptCode(context, user, strategy, code))) throw codeIncorrect();
  verification.status = 'verified';
  clearLock(user);
}

const acceptCode = (
  context: EmulatorContext,
  user: User,
  strategy: SecondFactorStrategy,
  code: string,
): Promise<boolean> | boolean =>
  strategy === 'totp'
    ? user.totp !== null && acceptTotpCode(user.totp, code, context.clock())
    : acceptBackupCode(context, user, code);
