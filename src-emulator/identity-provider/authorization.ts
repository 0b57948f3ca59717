import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { EmulatorContext } from '../context.ts';
import { createRandomToken } from '../state/identifiers.ts';
import type { ProviderAccount } from '../state/records.ts';
import { findAccount } from './accounts.ts';
import type { Provider } from './providers.ts';

const codeLifeMilliseconds = 60_000;

/** What the emulated instance is called at every provider. */
export const oauthClientId = 'frontdesk-emulator';

/** Where providers send people back to: the emulated Frontend API. */
export const callbackUrl = (emulatorUrl: string): string => `${emulatorUrl}/v1/oauth_callback`;

/** Authorisation request (RFC 6749 section 4.1.1) with PKCE (RFC 7636 section 4.3), S256 only. */
export const authorizationRequestSchema = (emulatorUrl: string) =>
  z.object({
    response_type: z.literal('code'),
    client_id: z.literal(oauthClientId),
    redirect_uri: z.literal(callbackUrl(emulatorUrl)),
    scope: z.string().min(1).max(200),
    state: z.string().min(16).max(200),
    code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    code_challenge_method: z.literal('S256'),
    // Applications may hint at whatever they like; what says nothing here is passed over.
    login_hint: z.string().max(254).toLowerCase().optional().catch(undefined),
    prompt: z.string().max(100).optional().catch(undefined),
  });
export type AuthorizationRequest = z.infer<ReturnType<typeof authorizationRequestSchema>>;

export const createCodeChallenge = (codeVerifier: string): string =>
  createHash('sha256').update(codeVerifier).digest('base64url');

/** The address that answers an authorisation request: with a code, or with an error (RFC 6749 section 4.1.2). */
export function answerAuthorization(
  { store, clock }: EmulatorContext,
  provider: Provider,
  request: AuthorizationRequest,
  decision: { account: ProviderAccount } | { error: 'access_denied' | 'server_error' },
): string {
  const url = new URL(request.redirect_uri);
  url.searchParams.set('state', request.state);
  if ('error' in decision) {
    url.searchParams.set('error', decision.error);
    return url.href;
  }
  const code = createRandomToken();
  const now = clock();
  store.oauth.codes.put(code, now, {
    providerId: provider.id,
    accountId: decision.account.id,
    codeChallenge: request.code_challenge,
    scope: request.scope,
    expireAt: now + codeLifeMilliseconds,
  });
  url.searchParams.set('code', code);
  return url.href;
}

export type Grant = { account: ProviderAccount; scope: string };

/**
 * The exchange of a code (RFC 6749 section 4.1.3, RFC 7636 section 4.6). A code works once, for a minute, for
 * whoever holds the verifier; `undefined` otherwise.
 */
export function redeemCode(
  { store, clock }: EmulatorContext,
  provider: Provider,
  { code, codeVerifier }: { code: string; codeVerifier: string },
): Grant | undefined {
  const issued = store.oauth.codes.take(code, clock());
  if (issued?.providerId !== provider.id || issued.codeChallenge !== createCodeChallenge(codeVerifier))
    return undefined;
  const account = findAccount(store, provider, issued.accountId);
  return account && { account, scope: issued.scope };
}
