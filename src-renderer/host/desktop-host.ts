import { z } from 'zod';
import { windowScheme } from '../../src-contracts/brand.ts';
import type { FrontdeskBridge } from '../../src-contracts/ipc.ts';
import { type WindowState, windowStateSchema } from '../../src-contracts/window-state.ts';
import type { ClerkElectronBridge } from './desktop-bridges.ts';
import { unansweredState } from './unanswered-state.ts';
import type { WindowHost } from './window-host.ts';

/**
 * Version of `@clerk/electron` whose provider this window stands in for; a test compares it with the package.
 */
export const clerkElectronVersion = '0.0.45';

const callbackSchema = z.object({ callbackUrl: z.string() });

/** The host inside Electron: the application's own bridge, and Clerk's for its token and for OAuth. */
export function createDesktopHost(frontdesk: FrontdeskBridge, clerkBridge: ClerkElectronBridge): WindowHost {
  const { tokenCache, oauthTransport } = clerkBridge;
  return {
    async readState() {
      const answer = await frontdesk.readWindowState();
      return answer.ok ? parseState(answer.data) : unansweredState(answer.error.message);
    },
    onStateChange: (listener) => frontdesk.onWindowStateChanged((state) => listener(parseState(state))),
    async retry() {
      await frontdesk.retryStart();
    },
    tokenCache: {
      getToken: async (key) =>
        z
          .string()
          .nullish()
          .parse(await tokenCache.getToken(key)) ?? null,
      saveToken: async (key, token) => void (await tokenCache.saveToken(key, token)),
      clearToken: async (key) => void (await tokenCache.clearToken(key)),
    },
    oauthTransport: {
      getRedirectUrl: async () => z.string().parse(await oauthTransport.getRedirectUrl()),
      open: async (url) => callbackSchema.parse(await oauthTransport.open(url.href)),
    },
    redirectProtocols: [`${windowScheme}:`],
    sdkParameters: { _electron_sdk_version: clerkElectronVersion },
  };
}

function parseState(value: unknown): WindowState {
  const parsed = windowStateSchema.safeParse(value);
  return parsed.success ? parsed.data : unansweredState();
}
