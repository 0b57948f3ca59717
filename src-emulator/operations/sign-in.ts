import type { Caller, EmulatorContext } from '../context.ts';
import {
  clientStateInvalid,
  identifierNotFound,
  resourceNotFound,
  strategyForUserInvalid,
  userBanned,
} from '../errors/catalogue.ts';
import { parameterNil } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, SignIn, User } from '../state/records.ts';
import { assertFirstFactorEnabled } from './first-factors.ts';
import { findUserByIdentifier } from './identification.ts';
import { assertNotLocked } from './lockout.ts';
import { attemptPassword } from './password-attempt.ts';
import { checkNewPassword } from './password-policy.ts';
import { assertNotBlocked } from './restrictions.ts';
import { awaitSecondFactor } from './second-factor.ts';
import { assertMaySignIn, revokeSessionsOfUser, startSession } from './sessions.ts';
import {
  attemptSignInCode,
  type Destination,
  isCodeStrategy,
  isResetStrategy,
  sendSignInCode,
} from './sign-in-codes.ts';
import { unsupportedStrategy } from './strategies.ts';

const attemptLife = 24 * 60 * 60_000;

type SignInStrategy = NonNullable<Client['lastAuthenticationStrategy']>;

export type SignInParameters = {
  identifier?: string | undefined;
  password?: string | undefined;
  strategy?: string | undefined;
};

/** Starts an attempt in place of the client's current one, as far as the parameters carry it. */
export async function createSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  { identifier, password, strategy = password === undefined ? undefined : 'password' }: SignInParameters,
): Promise<SignIn> {
  assertMaySignIn(context, client);
  if (strategy && strategy !== 'password' && !isCodeStrategy(strategy)) throw unsupportedStrategy(strategy);
  if (strategy) assertFirstFactorEnabled(context.store.settings, strategy);
  if (strategy && !identifier) throw parameterNil('identifier');
  const signIn: SignIn = {
    id: createId('sia'),
    status: 'needs_identifier',
    identifier: null,
    userId: null,
    firstFactor: null,
    external: null,
    secondFactor: null,
    createdSessionId: null,
    abandonAt: context.clock() + attemptLife,
  };
  if (identifier) identify(context, signIn, identifier);
  client.signIn = signIn;
  client.updatedAt = context.clock();
  if (strategy === 'password')
    await attemptFirstFactor(context, client, caller, signIn, { strategy, password });
  else if (strategy) prepareFirstFactor(context, signIn, { strategy });
  return signIn;
}

/** The client's current attempt when it has this id. Throws 404 for any other. */
export function findSignIn({ clock }: EmulatorContext, client: Client, id: string): SignIn {
  const { signIn } = client;
  if (signIn?.id !== id || clock() >= signIn.abandonAt) throw resourceNotFound('sign in', id);
  return signIn;
}

function identify(context: EmulatorContext, signIn: SignIn, text: string): void {
  const { identifier, user } = findUserByIdentifier(context, text);
  if (!user) throw identifierNotFound();
  if (user.banned) throw userBanned();
  assertNotBlocked(context, user);
  assertNotLocked(user, context.clock());
  signIn.identifier = identifier;
  signIn.userId = user.id;
  signIn.status = 'needs_first_factor';
}

/** Sends a code to the address that was asked for, or else to the one that identified the user. */
export function prepareFirstFactor(
  context: EmulatorContext,
  signIn: SignIn,
  { strategy, ...destination }: Destination & { strategy: string },
): void {
  if (strategy !== 'password' && !isCodeStrategy(strategy)) throw unsupportedStrategy(strategy);
  assertFirstFactorEnabled(context.store.settings, strategy);
  if (strategy === 'password') throw strategyForUserInvalid();
  const user = requireUser(context, signIn, 'preparation');
  assertNotLocked(user, context.clock());
  sendSignInCode(context, signIn, user, strategy, destination);
}

/**
 * Checks the password or the code; with that, the attempt is complete or, unless a new password came along with the code,
 * waits for it.
 */
export async function attemptFirstFactor(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  parameters: { strategy: string; password?: string | undefined; code?: string | undefined },
): Promise<void> {
  const { strategy, password, code } = parameters;
  if (strategy !== 'password' && !isCodeStrategy(strategy)) throw unsupportedStrategy(strategy);
  assertFirstFactorEnabled(context.store.settings, strategy);
  const user = requireUser(context, signIn, 'verification');
  if (strategy === 'password') {
    if (!password) throw parameterNil('password');
    await attemptPassword(context, user, password, 'password');
    signIn.firstFactor = { strategy, status: 'verified', attempts: 1, expireAt: null, code: null };
  } else {
    if (!code) throw parameterNil('code');
    if (password && isResetStrategy(strategy)) assertNewPassword(context, password);
    attemptSignInCode(context, signIn, user, strategy, code);
  }
  if (!isResetStrategy(strategy)) return completeSignIn(context, client, caller, signIn, user, strategy);
  signIn.status = 'needs_new_password';
  if (password)
    await resetPassword(context, client, caller, signIn, { password, signOutOfOtherSessions: false });
}

/** Sets the new password after a reset code, and signs in. */
export async function resetPassword(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  parameters: { password: string; signOutOfOtherSessions: boolean },
): Promise<void> {
  const user = requireNewPasswordStep(context, signIn);
  assertNewPassword(context, parameters.password);
  const passwordHash = await context.passwords.hash(parameters.password);
  // Hashing takes long enough for a second request to have finished this attempt.
  requireNewPasswordStep(context, signIn);
  user.passwordHash = passwordHash;
  user.passwordUpdatedAt = context.clock();
  user.passwordCompromised = false;
  user.updatedAt = context.clock();
  if (parameters.signOutOfOtherSessions) revokeSessionsOfUser(context, user.id);
  completeSignIn(context, client, caller, signIn, user, resetStrategyOf(signIn));
}

function assertNewPassword({ store }: EmulatorContext, password: string): void {
  assertFirstFactorEnabled(store.settings, 'password');
  checkNewPassword(store.settings, password, 'password');
}

function requireNewPasswordStep(context: EmulatorContext, signIn: SignIn): User {
  if (signIn.status !== 'needs_new_password')
    throw clientStateInvalid('password reset', 'Verify the reset code first.');
  return requireUser(context, signIn, 'password reset');
}

/** Signs `user` in by an attempt that has proved who it is. */
export function completeSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  user: User,
  strategy: SignInStrategy,
): void {
  client.lastAuthenticationStrategy = strategy;
  if (awaitSecondFactor(signIn, user)) return;
  const session = startSession(context, client, user, caller);
  signIn.status = 'complete';
  signIn.createdSessionId = session.id;
}

/** The user of an attempt that is not over. Throws `client_state_invalid` without one. */
export function requireUser({ store }: EmulatorContext, signIn: SignIn, action: string): User {
  const user = signIn.userId === null ? undefined : store.users.get(signIn.userId);
  if (!user || signIn.status === 'complete' || signIn.status === 'needs_second_factor')
    throw clientStateInvalid(action, 'Start a new sign in and identify the user first.');
  return user;
}

const resetStrategyOf = ({ firstFactor }: SignIn): SignInStrategy =>
  firstFactor?.strategy === 'reset_password_phone_code'
    ? 'reset_password_phone_code'
    : 'reset_password_email_code';
