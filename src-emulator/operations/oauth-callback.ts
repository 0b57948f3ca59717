import type { EmulatorContext } from '../context.ts';
import { ApiError, apiError } from '../errors/api-error.ts';
import { verificationExpired } from '../errors/catalogue.ts';
import { redeemCode } from '../identity-provider/authorization.ts';
import { findProvider } from '../identity-provider/providers.ts';
import { createRandomToken } from '../state/identifiers.ts';
import type { OauthFlow } from '../state/oauth-flows.ts';
import type { Client, ExternalVerification, Identity } from '../state/records.ts';
import { findUserByIdentity, rememberTokens } from './external-accounts.ts';
import { type OauthError, oauthErrors } from './oauth-errors.ts';
import { finishOauthSignIn } from './oauth-sign-in.ts';
import { finishOauthSignUp } from './oauth-sign-up.ts';

const nonceLifeMilliseconds = 5 * 60_000;

export type ProviderAnswer = { state: string; code?: string | undefined; error?: string | undefined };

/**
 * Takes a provider's answer, carries on what it was asked for, and tells where the person goes next: back to
 * the application, with a nonce, or with what went wrong. Throws for an answer that nobody waits for.
 */
export function finishOauth(context: EmulatorContext, answer: ProviderAnswer): string {
  const { store, clock } = context;
  const flow = store.oauth.flows.take(answer.state, clock());
  const client = flow && store.clients.get(flow.clientId);
  if (!flow || !client) throw verificationExpired();
  const verification = findVerification(context, client, flow);
  const error = verification ? proceed(context, client, flow, verification, answer) : oauthErrors.attemptGone;
  if (verification && error) fail(verification, error);

  const url = new URL(flow.redirectUrl);
  if (error) {
    url.searchParams.set('__clerk_status', 'failed');
    url.searchParams.set('__clerk_error_code', error.code);
  } else {
    const nonce = createRandomToken();
    const now = clock();
    store.oauth.nonces.put(nonce, now, { clientId: client.id, expireAt: now + nonceLifeMilliseconds });
    url.searchParams.set('rotating_token_nonce', nonce);
  }
  return url.href;
}

/** Uses up a nonce of this client. Throws when it is unknown, was used before, or is too old. */
export function redeemNonce({ store, clock }: EmulatorContext, client: Client, nonce: string): void {
  if (store.oauth.nonces.take(nonce, clock())?.clientId === client.id) return;
  throw apiError(
    400,
    'rotating_token_nonce_invalid',
    'Invalid nonce',
    'The rotating token nonce is unknown, was used before, or has expired.',
  );
}

function findVerification(
  { store }: EmulatorContext,
  client: Client,
  { purpose }: OauthFlow,
): ExternalVerification | null | undefined {
  if (purpose.kind === 'sign_in')
    return client.signIn?.id === purpose.id ? client.signIn.external : undefined;
  if (purpose.kind === 'sign_up')
    return client.signUp?.id === purpose.id ? client.signUp.external : undefined;
  return store.users
    .get(purpose.userId)
    ?.externalAccounts.find((account) => account.id === purpose.externalAccountId)?.verification;
}

function proceed(
  context: EmulatorContext,
  client: Client,
  flow: OauthFlow,
  verification: ExternalVerification,
  { code, error }: ProviderAnswer,
): OauthError | undefined {
  if (error) return error === 'access_denied' ? oauthErrors.accessDenied : oauthErrors.providerFailed;
  const provider = findProvider(flow.providerId);
  const grant =
    provider && code ? redeemCode(context, provider, { code, codeVerifier: flow.codeVerifier }) : undefined;
  if (!grant) return oauthErrors.exchangeFailed;
  const { id, emailAddress, firstName, lastName } = grant.account;
  const identity = { providerUserId: id, emailAddress, firstName, lastName, scopes: grant.scope };
  try {
    if (flow.purpose.kind === 'sign_in')
      finishOauthSignIn(context, client, flow.caller, verification, identity);
    else if (flow.purpose.kind === 'sign_up')
      finishOauthSignUp(context, client, flow.caller, verification, identity);
    else return finishConnection(context, flow.purpose.userId, verification, identity);
    return undefined;
  } catch (refusal) {
    // Banned and locked users are refused here as by any other strategy.
    const [detail] = refusal instanceof ApiError ? refusal.details : [];
    if (!detail) throw refusal;
    return { code: detail.code, message: detail.message, long_message: detail.long_message };
  }
}

function finishConnection(
  context: EmulatorContext,
  userId: string,
  verification: ExternalVerification,
  identity: Identity,
): OauthError | undefined {
  const owner = findUserByIdentity(context, verification.strategy, identity);
  if (owner && (owner.id !== userId || verification.status !== 'verified')) return oauthErrors.accountExists;
  verification.status = 'verified';
  verification.identity = identity;
  verification.redirectUrl = null;
  verification.error = null;
  if (owner) rememberTokens(owner, verification.strategy, identity);
  return undefined;
}

/** An account that was connected before stays so when a further request for it fails. */
function fail(verification: ExternalVerification, error: OauthError): void {
  if (verification.status === 'verified') return;
  verification.status = 'failed';
  verification.error = error;
  verification.redirectUrl = null;
}
