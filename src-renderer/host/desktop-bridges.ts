import type { FrontdeskBridge } from '../../src-contracts/ipc.ts';

/**
 * What `@clerk/electron/preload` exposes. Its own types name no shape for it, so callers check what it
 * answers.
 */
export type ClerkElectronBridge = {
  tokenCache: {
    getToken: (key: string) => Promise<unknown>;
    saveToken: (key: string, token: string) => Promise<unknown>;
    clearToken: (key: string) => Promise<unknown>;
  };
  oauthTransport: {
    getRedirectUrl: () => Promise<unknown>;
    open: (url: string) => Promise<unknown>;
  };
};

/** The globals that the preload script gives to the page; both are absent in browser mode. */
type DesktopBridges = {
  frontdesk?: FrontdeskBridge;
  __clerk_internal_electron?: ClerkElectronBridge;
};

declare global {
  interface Window extends DesktopBridges {}
}
