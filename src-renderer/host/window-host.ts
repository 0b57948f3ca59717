import type { WindowState } from '../../src-contracts/window-state.ts';

/** Keeps Clerk's client token outside the page. Rejects when it cannot be read or written. */
export type TokenCache = {
  getToken: (key: string) => Promise<string | null>;
  saveToken: (key: string, token: string) => Promise<void>;
  clearToken: (key: string) => Promise<void>;
};

/** Opens a provider's page outside the window and answers with the URL that the system handed back. */
type OauthTransport = {
  getRedirectUrl: () => Promise<string>;
  open: (url: URL) => Promise<{ callbackUrl: string }>;
};

/**
 * What the window needs from whatever shows it: Electron on the desktop, a loopback server in browser mode.
 */
export type WindowHost = {
  /** Never rejects: a host that does not answer is an `unavailable` state. */
  readState: () => Promise<WindowState>;
  /** Calls `listener` on each change until the returned function is called. */
  onStateChange: (listener: (state: WindowState) => void) => () => void;
  /** Asks for another try at once; what comes of it arrives as a state change. */
  retry: () => Promise<void>;
  tokenCache: TokenCache;
  oauthTransport?: OauthTransport;
  /** Custom schemes that Clerk may redirect to, e.g. `frontdesk:`. */
  redirectProtocols: string[];
  /** Query parameters that tell Clerk which of its SDKs is calling. */
  sdkParameters: Record<string, string>;
};
