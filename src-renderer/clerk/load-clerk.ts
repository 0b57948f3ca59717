import { Clerk, isClerkAPIResponseError } from '@clerk/clerk-js/no-rhc';
import { ui } from '@clerk/ui/no-rhc';
import { failure, type Result, success } from '../../src-contracts/result.ts';
import type { WindowConfig } from '../../src-contracts/window-state.ts';
import type { WindowHost } from '../host/window-host.ts';
import { clerkAppearance } from './appearance.ts';
import { bridgeClientToken, clientTokenKey } from './client-token-hooks.ts';
import { type Destination, readDestination, signInHash, signUpHash } from './destinations.ts';
import { clerkLocalization } from './localization.ts';

const loadTimeoutMilliseconds = 20_000;

/** Why Clerk could not be loaded; `message` is what Clerk said when it answered at all. */
export type ClerkLoadFailure = { reason: 'unreachable' } | { reason: 'refused'; message: string };

export type ClerkLoadOptions = {
  host: WindowHost;
  settings: WindowConfig['clerk'];
  /** The nonce of this load's Content-Security-Policy: Clerk's components style themselves with it. */
  nonce: string | undefined;
  onSignOutRequest: () => void;
  /** One of Clerk's components wants to show the other one. */
  onDestination: (destination: Destination) => void;
};

/** Creates clerk-js for the given instance and loads it. Never rejects, and never navigates. */
export async function loadClerk(options: ClerkLoadOptions): Promise<Result<Clerk, ClerkLoadFailure>> {
  const first = await tryToLoad(options);
  if (first.ok || !isUnauthenticated(first.error)) return describeLoad(first);
  // A client token that Clerk refuses would be refused for ever: without it Clerk founds a new client.
  const cleared = await options.host.tokenCache.clearToken(clientTokenKey).then(
    () => true,
    () => false,
  );
  return describeLoad(cleared ? await tryToLoad(options) : first);
}

async function tryToLoad(options: ClerkLoadOptions): Promise<Result<Clerk, unknown>> {
  const { publishableKey, proxyUrl } = options.settings;
  try {
    const clerk = new Clerk(publishableKey, proxyUrl ? { proxyUrl } : {});
    bridgeClientToken(clerk, {
      tokenCache: options.host.tokenCache,
      sdkParameters: options.host.sdkParameters,
      onSignOutRequest: options.onSignOutRequest,
    });
    await withTimeout(clerk.load(loadOptions(options)));
    // clerk-js swallows network failures where it takes the page for an automated one: no client was fetched
    // then.
    return clerk.client?.id ? success(clerk) : failure(new Error('Clerk did not answer'));
  } catch (error) {
    return failure(error);
  }
}

function loadOptions({ host, nonce, onDestination }: ClerkLoadOptions) {
  const stay = (to: string) => {
    const destination = readDestination(to);
    if (destination) onDestination(destination);
  };
  return {
    standardBrowser: false,
    telemetry: false as const,
    unsafe_disableDevelopmentModeConsoleWarning: true,
    signInUrl: signInHash,
    signUpUrl: signUpHash,
    routerPush: stay,
    routerReplace: stay,
    allowedRedirectProtocols: host.redirectProtocols,
    ...(host.oauthTransport ? { __internal_oauthTransport: host.oauthTransport } : {}),
    ...(nonce ? { nonce } : {}),
    ui: ui.ClerkUI ? { ClerkUI: ui.ClerkUI } : {},
    appearance: clerkAppearance,
    localization: clerkLocalization,
  };
}

function withTimeout(load: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('Clerk did not answer in time')),
      loadTimeoutMilliseconds,
    );
    load.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const isUnauthenticated = (error: unknown): boolean => isClerkAPIResponseError(error) && error.status === 401;

function describeLoad(load: Result<Clerk, unknown>): Result<Clerk, ClerkLoadFailure> {
  if (load.ok) return load;
  const message = isClerkAPIResponseError(load.error) ? load.error.errors[0]?.message : undefined;
  return failure(message ? { reason: 'refused', message } : { reason: 'unreachable' });
}
