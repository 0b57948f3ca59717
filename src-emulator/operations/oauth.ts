import { windowScheme } from '../../src-contracts/brand.ts';
import type { Caller, EmulatorContext } from '../context.ts';
import { parameterMissing, parameterValueInvalid } from '../errors/parameter-errors.ts';
import { callbackUrl, createCodeChallenge, oauthClientId } from '../identity-provider/authorization.ts';
import { findProviderByStrategy, providerUrl } from '../identity-provider/providers.ts';
import { createRandomToken } from '../state/identifiers.ts';
import type { OauthFlow } from '../state/oauth-flows.ts';
import type { Client, ExternalVerification } from '../state/records.ts';
import { unsupportedStrategy } from './strategies.ts';

const flowLifeMilliseconds = 10 * 60_000;

export const isOauthStrategy = (strategy: string | undefined): strategy is `oauth_${string}` =>
  strategy?.startsWith('oauth_') ?? false;

/**
 * SECURITY S47: where people may be sent by a provider or a ticket: the application's own scheme, and pages on this
 * computer. Anything else would make the emulator a relay to a page of somebody's choosing.
 */
export function isAllowedRedirect(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password) return false;
  if (protocol === `${windowScheme}:`) return true;
  return /^https?:$/.test(protocol) && /^(127\.0\.0\.1|localhost)$/.test(hostname);
}

/** OpenID Connect Core 3.1.2.1: whom a provider is likely to meet, and what it should ask. */
export type OauthHints = { loginHint?: string | undefined; prompt?: string | undefined };

export type OauthDestination = OauthHints & { strategy: string; redirectUrl: string | undefined };

/**
 * The provider to ask and the address to come back to. Throws for a provider that is not offered, and for a
 * redirect that is not allowed; callers that found an attempt check first, so as not to leave half of one.
 */
export function checkDestination({
  strategy,
  redirectUrl,
}: Pick<OauthDestination, 'strategy' | 'redirectUrl'>) {
  const provider = findProviderByStrategy(strategy);
  if (!provider) throw unsupportedStrategy(strategy);
  if (!redirectUrl) throw parameterMissing('redirect_url');
  if (!isAllowedRedirect(redirectUrl))
    throw parameterValueInvalid(
      'redirect_url',
      `must start with ${windowScheme}://, http://127.0.0.1 or http://localhost.`,
    );
  return { provider, redirectUrl };
}

/**
 * Starts an authorisation code flow with PKCE at the provider of `strategy`, and answers the verification that
 * waits for it. Throws as {@link checkDestination}.
 */
export function startOauth(
  { url, store, clock }: EmulatorContext,
  client: Client,
  caller: Caller,
  parameters: OauthDestination & { scopes?: readonly string[]; purpose: OauthFlow['purpose'] },
): ExternalVerification {
  const { provider, redirectUrl } = checkDestination(parameters);
  const { scopes = [], purpose, loginHint, prompt } = parameters;
  const now = clock();
  const state = createRandomToken();
  const codeVerifier = createRandomToken();
  const expireAt = now + flowLifeMilliseconds;
  store.oauth.flows.put(state, now, {
    providerId: provider.id,
    codeVerifier,
    clientId: client.id,
    caller,
    redirectUrl,
    purpose,
    expireAt,
  });
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: oauthClientId,
    redirect_uri: callbackUrl(url),
    scope: [...new Set(['openid', 'email', 'profile', ...scopes])].join(' '),
    state,
    code_challenge: createCodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(loginHint ? { login_hint: loginHint } : {}),
    ...(prompt ? { prompt } : {}),
  });
  return {
    strategy: provider.strategy,
    status: 'unverified',
    redirectUrl: `${providerUrl(url, provider)}/authorize?${query}`,
    error: null,
    identity: null,
    expireAt,
  };
}
