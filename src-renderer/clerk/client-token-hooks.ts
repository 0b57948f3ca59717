import type { Clerk } from '@clerk/clerk-js/no-rhc';
import type { TokenCache } from '../host/window-host.ts';

/** The name under which Clerk's SDK for Electron keeps the client token. */
export const clientTokenKey = '__clerk_client_jwt';

export type ClientTokenDependencies = {
  tokenCache: TokenCache;
  sdkParameters: Record<string, string>;
  /** Called before the window itself asks Clerk to end its session. */
  onSignOutRequest: () => void;
};

type HookableClerk = Pick<Clerk, '__internal_onBeforeRequest' | '__internal_onAfterResponse'>;

/**
 * Lets Clerk's client token travel in the `Authorization` header instead of a cookie, as the provider of
 * `@clerk/electron/react` does. A token cache that fails makes the request fail: without its token a request
 * would found a new client and overwrite the session.
 */
export function bridgeClientToken(clerk: HookableClerk, dependencies: ClientTokenDependencies): void {
  const { tokenCache, sdkParameters, onSignOutRequest } = dependencies;

  clerk.__internal_onBeforeRequest(async (request) => {
    if (isSignOutRequest(request.method, request.path)) onSignOutRequest();
    request.credentials = 'omit';
    request.url?.searchParams.append('_is_native', '1');
    for (const [name, value] of Object.entries(sdkParameters)) request.url?.searchParams.append(name, value);
    const token = await tokenCache.getToken(clientTokenKey);
    if (!token) return;
    const headers = new Headers(request.headers);
    headers.set('Authorization', `Bearer ${token}`);
    request.headers = headers;
  });

  clerk.__internal_onAfterResponse(async (_request, response) => {
    const authorization = response?.headers.get('Authorization');
    if (authorization) await tokenCache.saveToken(clientTokenKey, authorization.replace(/^Bearer /, ''));
  });
}

/**
 * Whether a request of clerk-js ends the session of this window: sign out of one or all sessions, or delete
 * the account.
 */
export const isSignOutRequest = (method: string | undefined, path: string | undefined): boolean =>
  (method === 'DELETE' && (path === '/client/sessions' || path === '/client' || path === '/me')) ||
  (method === 'POST' && /^\/client\/sessions\/[^/]+\/(remove|end)$/.test(path ?? ''));
