import { z } from 'zod';
import type { ClerkSettings } from './clerk-settings.ts';
import { connectionSchema, setupProblemSchema } from './connection.ts';

/** All that a window needs to sign in and to call the API. Holds the launch token and no other secret. */
const windowConfigSchema = z.strictObject({
  version: z.string(),
  connection: connectionSchema,
  /** `proxyUrl` replaces the Frontend API named by the key: that is how clerk-js reaches the emulator. */
  clerk: z.strictObject({ publishableKey: z.string(), proxyUrl: z.url().optional() }),
  /** `launchToken` is absent in browser mode, where the page and the API share one origin. */
  api: z.strictObject({ url: z.url(), launchToken: z.string().optional() }),
  /** SECURITY S29: `memory` means that this machine has no keyring and a restart signs out; the UI says so. */
  tokenStorage: z.enum(['encrypted', 'memory']),
});
export type WindowConfig = z.infer<typeof windowConfigSchema>;

/** Where the application stands. The window shows one screen for each. */
export const windowStateSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('starting') }),
  /** The configured keys cannot be used; nothing works before they are mended. */
  z.strictObject({ status: z.literal('setup-problem'), problem: setupProblemSchema }),
  /** The API (or the emulator) is not running; `retryInSeconds` is absent when only a person can help. */
  z.strictObject({
    status: z.literal('unavailable'),
    service: z.enum(['api', 'emulator']),
    problem: setupProblemSchema,
    retryInSeconds: z.number().min(0).optional(),
  }),
  z.strictObject({ status: z.literal('ready'), config: windowConfigSchema }),
]);
export type WindowState = z.infer<typeof windowStateSchema>;

/** What the window is told once the API listens at `apiUrl`. */
export function windowConfigOf(
  clerk: ClerkSettings,
  apiUrl: string,
  launch: Pick<WindowConfig, 'version' | 'tokenStorage'> & { launchToken?: string },
): WindowConfig {
  const { launchToken, version, tokenStorage } = launch;
  const proxy = clerk.connection === 'emulator' ? { proxyUrl: clerk.apiUrl } : {};
  return {
    version,
    tokenStorage,
    connection: clerk.connection,
    clerk: { publishableKey: clerk.publishableKey, ...proxy },
    api: { url: apiUrl, ...(launchToken === undefined ? {} : { launchToken }) },
  };
}
