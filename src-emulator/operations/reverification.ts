import type { EmulatorContext } from '../context.ts';
import {
  codeIncorrect,
  noReverification,
  reverificationRequired,
  strategyForUserInvalid,
} from '../errors/catalogue.ts';
import { parameterNil } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Reverification, Session, User } from '../state/records.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { assertNotLocked, clearLock, countFailedAttempt } from './lockout.ts';
import { attemptPassword } from './password-attempt.ts';
import { proveSecondFactor, sendSecondFactor } from './second-factor.ts';
import { type Destination, findVerifiedEmail, findVerifiedPhone } from './sign-in-codes.ts';
import { unsupportedStrategy } from './strategies.ts';
import { sendCode, tryCode } from './verification.ts';

/** Clerk's default for its own pages: https://clerk.com/docs/guides/secure/reverification */
const verificationLife = 10 * 60_000;

/**
 * Throws `session_reverification_required` when the session's strongest factor was proved ten minutes ago or
 * longer; a session from before two-step verification was turned on has not proved it at all.
 */
export function assertRecentlyVerified({ clock }: EmulatorContext, session: Session, user: User): void {
  const verifiedAt = hasSecondFactor(user) ? session.secondFactorVerifiedAt : session.firstFactorVerifiedAt;
  if (verifiedAt === null || clock() - verifiedAt >= verificationLife) throw reverificationRequired();
}

/** Starts anew. A user without a second factor is asked for the first one, whatever the level. */
export function startReverification(
  { clock }: EmulatorContext,
  session: Session,
  user: User,
  level: Reverification['level'],
): Reverification {
  const asksSecondOnly = level === 'second_factor' && hasSecondFactor(user);
  session.reverification = {
    id: createId('sver'),
    level,
    status: asksSecondOnly ? 'needs_second_factor' : 'needs_first_factor',
    firstFactor: null,
    secondFactor: null,
    startedAt: clock(),
  };
  return session.reverification;
}

function requireStep(session: Session, status: Reverification['status']): Reverification {
  if (session.reverification?.status !== status) throw noReverification();
  return session.reverification;
}

/** Sends a code to a verified address or number of the user, the primary one unless another is asked for. */
export function prepareFirstFactorAgain(
  context: EmulatorContext,
  session: Session,
  user: User,
  { strategy, emailAddressId, phoneNumberId }: Destination & { strategy: string },
): Reverification {
  const reverification = requireStep(session, 'needs_first_factor');
  if (strategy === 'password') throw strategyForUserInvalid();
  if (strategy !== 'email_code' && strategy !== 'phone_code') throw unsupportedStrategy(strategy);
  assertNotLocked(user, context.clock());
  const to =
    strategy === 'phone_code'
      ? findVerifiedPhone(user, null, phoneNumberId)
      : findVerifiedEmail(user, null, emailAddressId);
  if (!to) throw strategyForUserInvalid();
  reverification.firstFactor = sendCode(context, to, 'reverification', strategy);
  return reverification;
}

/** Sends a code for the second step. */
export function prepareSecondFactorAgain(
  context: EmulatorContext,
  session: Session,
  user: User,
  request: { strategy: string; phoneNumberId?: string | undefined },
): Reverification {
  const reverification = requireStep(session, 'needs_second_factor');
  sendSecondFactor(context, user, reverification, request);
  return reverification;
}

/** Checks the password or the code again. */
export async function attemptFirstFactorAgain(
  context: EmulatorContext,
  session: Session,
  user: User,
  parameters: { strategy: string; password?: string | undefined; code?: string | undefined },
): Promise<Reverification> {
  const { strategy, password, code } = parameters;
  const reverification = requireStep(session, 'needs_first_factor');
  if (strategy === 'password') {
    if (!password) throw parameterNil('password');
    await attemptPassword(context, user, password, 'password');
    reverification.firstFactor = { strategy, status: 'verified', attempts: 1, expireAt: null, code: null };
  } else if (strategy === 'email_code' || strategy === 'phone_code') {
    if (!code) throw parameterNil('code');
    attemptCodeAgain(context, user, reverification, code);
  } else throw unsupportedStrategy(strategy);
  session.firstFactorVerifiedAt = context.clock();
  const asksBoth = reverification.level === 'multi_factor' && hasSecondFactor(user);
  reverification.status = asksBoth ? 'needs_second_factor' : 'complete';
  return reverification;
}

function attemptCodeAgain(
  { clock, store }: EmulatorContext,
  user: User,
  { firstFactor }: Reverification,
  code: string,
): void {
  assertNotLocked(user, clock());
  if (!tryCode(firstFactor, code, clock())) {
    countFailedAttempt(user, clock(), store.settings);
    throw codeIncorrect();
  }
  if (!hasSecondFactor(user)) clearLock(user);
}

/** Checks a code of the authenticator application or a backup code again. */
export async function attemptSecondFactorAgain(
  context: EmulatorContext,
  session: Session,
  user: User,
  parameters: { strategy: string; code: string },
): Promise<Reverification> {
  const reverification = requireStep(session, 'needs_second_factor');
  await proveSecondFactor(context, user, reverification, parameters);
  session.secondFactorVerifiedAt = context.clock();
  reverification.status = 'complete';
  return reverification;
}
