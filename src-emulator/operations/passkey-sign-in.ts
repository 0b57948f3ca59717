import type { Caller, EmulatorContext } from '../context.ts';
import { clientStateInvalid, strategyForUserInvalid, userBanned } from '../errors/catalogue.ts';
import { passkeyNotRegistered } from '../errors/passkey-errors.ts';
import type { Client, SignIn } from '../state/records.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { assertNotLocked, clearLock } from './lockout.ts';
import { acceptPasskey, assertPasskeysEnabled, createChallenge, verifiedPasskeys } from './passkeys.ts';
import { assertMaySignIn, startSession } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import type { Assertion } from './webauthn.ts';

/** Starts an attempt in which the passkey tells who it is. */
export async function createPasskeySignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
): Promise<SignIn> {
  assertPasskeysEnabled(context);
  const signIn = await createSignIn(context, client, caller, {});
  signIn.status = 'needs_first_factor';
  signIn.firstFactor = createChallenge(context);
  return signIn;
}

/** Asks for a passkey of the user that the attempt has identified. */
export function preparePasskeySignIn(context: EmulatorContext, signIn: SignIn): void {
  assertPasskeysEnabled(context);
  const user = signIn.userId === null ? undefined : context.store.users.get(signIn.userId);
  if (!user || signIn.status !== 'needs_first_factor')
    throw clientStateInvalid('preparation', 'Start a new sign in and identify the user first.');
  if (verifiedPasskeys(user).length === 0) throw strategyForUserInvalid();
  signIn.firstFactor = createChallenge(context);
}

/** Signs in whose passkey it is. The authenticator has verified the person, so that it stands for both factors. */
export async function attemptPasskeySignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  answer: Assertion,
): Promise<void> {
  if (signIn.status !== 'needs_first_factor')
    throw clientStateInvalid('verification', 'Start a new sign in first.');
  const user = await acceptPasskey(context, signIn.firstFactor, caller, answer);
  if (signIn.userId !== null && signIn.userId !== user.id) throw passkeyNotRegistered();
  if (user.banned) throw userBanned();
  assertNotLocked(user, context.clock());
  assertMaySignIn(context, client);
  clearLock(user);
  signIn.userId = user.id;
  client.lastAuthenticationStrategy = 'passkey';
  const session = startSession(context, client, user, caller);
  if (hasSecondFactor(user)) session.secondFactorVerifiedAt = context.clock();
  signIn.status = 'complete';
  signIn.createdSessionId = session.id;
}
