import type { Caller, EmulatorContext } from '../context.ts';
import { clientStateInvalid } from '../errors/catalogue.ts';
import type { Client, ExternalVerification, Identity, SignUp } from '../state/records.ts';
import { checkDestination, type OauthDestination, startOauth } from './oauth.ts';
import { oauthErrors } from './oauth-errors.ts';
import { findUserOf } from './oauth-sign-in.ts';
import { createSignUp, type SignUpParameters, updateSignUp } from './sign-up.ts';
import { completeIfReady } from './sign-up-completion.ts';

/** Starts a sign-up with a provider. */
export async function createOauthSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  parameters: SignUpParameters,
  destination: OauthDestination,
): Promise<SignUp> {
  checkDestination(destination);
  const signUp = await createSignUp(context, client, caller, parameters);
  prepareOauthSignUp(context, client, caller, signUp, destination);
  return signUp;
}

/** Sends a sign-up that was started otherwise to a provider. */
export async function continueWithOauth(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  parameters: SignUpParameters,
  destination: OauthDestination,
): Promise<void> {
  checkDestination(destination);
  await updateSignUp(context, client, caller, signUp, parameters);
  prepareOauthSignUp(context, client, caller, signUp, destination);
}

function prepareOauthSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  destination: OauthDestination,
): void {
  signUp.external = startOauth(context, client, caller, {
    ...destination,
    purpose: { kind: 'sign_up', id: signUp.id },
  });
}

/** Creates the user the provider named. Somebody known leaves the sign-up `transferable` to a sign-in. */
export function finishOauthSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  verification: ExternalVerification,
  identity: Identity,
): void {
  const { signUp } = client;
  verification.redirectUrl = null;
  verification.identity = identity;
  if (!signUp) return;
  if (findUserOf(context, verification.strategy, identity)) {
    verification.status = 'transferable';
    verification.error = oauthErrors.accountExists;
    return;
  }
  completeWith(context, client, caller, signUp, verification, identity);
}

/** Signs up with the identity that a sign-in found to have no account. */
export async function transferToSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  parameters: SignUpParameters,
): Promise<SignUp> {
  const from = client.signIn?.external;
  if (from?.status !== 'transferable' || !from.identity)
    throw clientStateInvalid('transfer', 'Sign in with a provider first.');
  const { identity } = from;
  const signUp = await createSignUp(context, client, caller, parameters);
  signUp.external = { ...from, status: 'unverified', error: null };
  completeWith(context, client, caller, signUp, signUp.external, identity);
  client.signIn = null;
  return signUp;
}

/** The provider has verified the address; a password is not asked of somebody who signs in without. */
function completeWith(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  verification: ExternalVerification,
  identity: Identity,
): void {
  verification.status = 'verified';
  verification.error = null;
  signUp.emailAddress = identity.emailAddress;
  signUp.emailVerification = {
    strategy: `from_${verification.strategy}`,
    status: 'verified',
    attempts: 1,
    expireAt: null,
    code: null,
  };
  signUp.firstName ??= identity.firstName || null;
  signUp.lastName ??= identity.lastName || null;
  completeIfReady(context, client, caller, signUp);
  client.lastAuthenticationStrategy = verification.strategy;
}
