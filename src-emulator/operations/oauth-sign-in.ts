import type { Caller, EmulatorContext } from '../context.ts';
import { clientStateInvalid, identificationClaimed, userBanned } from '../errors/catalogue.ts';
import type { Client, ExternalVerification, Identity, SignIn, User } from '../state/records.ts';
import { findUserByIdentity, linkIdentity } from './external-accounts.ts';
import { assertNotLocked } from './lockout.ts';
import { checkDestination, isOauthStrategy, type OauthDestination, startOauth } from './oauth.ts';
import { oauthErrors } from './oauth-errors.ts';
import { completeSignIn, createSignIn } from './sign-in.ts';

/** Starts an attempt with a provider. */
export async function createOauthSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  destination: OauthDestination,
): Promise<SignIn> {
  checkDestination(destination);
  const signIn = await createSignIn(context, client, caller, {});
  prepareOauthSignIn(context, client, caller, signIn, destination);
  return signIn;
}

/** Sends an attempt to a provider. */
export function prepareOauthSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  destination: OauthDestination,
): void {
  signIn.external = startOauth(context, client, caller, {
    ...destination,
    purpose: { kind: 'sign_in', id: signIn.id },
  });
}

/** The user a provider's person is: by a connected account, or by the e-mail address that it has verified. */
export const findUserOf = (
  context: EmulatorContext,
  strategy: string,
  identity: Identity,
): User | undefined =>
  findUserByIdentity(context, strategy, identity) ?? context.store.findUserByEmail(identity.emailAddress);

/** Signs in whom the provider named. Nobody known leaves the attempt `transferable` to a sign-up. */
export function finishOauthSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  verification: ExternalVerification,
  identity: Identity,
): void {
  const { signIn } = client;
  const user = findUserOf(context, verification.strategy, identity);
  verification.redirectUrl = null;
  verification.identity = identity;
  if (!signIn) return;
  if (!user) {
    verification.status = 'transferable';
    verification.error = oauthErrors.accountNotFound;
    return;
  }
  completeWith(context, client, caller, signIn, user, verification, identity);
}

/** Signs in with the identity that a sign-up found to have an account. */
export async function transferToSignIn(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
): Promise<SignIn> {
  const from = client.signUp?.external;
  const user = from?.identity && findUserOf(context, from.strategy, from.identity);
  if (from?.status !== 'transferable' || !from.identity || !user)
    throw clientStateInvalid('transfer', 'Sign up with a provider first.');
  const { identity } = from;
  const signIn = await createSignIn(context, client, caller, {});
  signIn.external = { ...from, status: 'unverified', error: null };
  completeWith(context, client, caller, signIn, user, signIn.external, identity);
  client.signUp = null;
  return signIn;
}

function completeWith(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  user: User,
  verification: ExternalVerification,
  identity: Identity,
): void {
  if (user.banned) throw userBanned();
  assertNotLocked(user, context.clock());
  if (signIn.userId !== null && signIn.userId !== user.id) throw identificationClaimed();
  linkIdentity(context, user, verification.strategy, identity);
  verification.status = 'verified';
  verification.error = null;
  signIn.userId = user.id;
  signIn.identifier = identity.emailAddress;
  if (!isOauthStrategy(verification.strategy)) return;
  completeSignIn(context, client, caller, signIn, user, verification.strategy);
}
