import {
  type ClerkSettings,
  clerkSettingsOf,
  readClerkKeyInput,
  readClerkKeys,
} from '../src-contracts/clerk-settings.ts';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { readExternalEmulator } from '../src-contracts/external-emulator.ts';
import type { ApiReady, EmulatorReady } from '../src-contracts/ready-line.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import type { Settings } from '../src-contracts/settings.ts';
import { checkClerkSettings } from './clerk/settings-check.ts';
import { startEmulatorChild } from './emulator-child.ts';
import type { Logger } from './logger.ts';

export type ClerkConnection = {
  clerk: ClerkSettings;
  /** With the `emulator` connection only. */
  emulator?: EmulatorReady;
  /** Ends the emulator if it was started here. */
  stop: () => Promise<void>;
};

export type ClerkConnectionOptions = {
  environment: Record<string, string | undefined>;
  settings: Settings;
  /** Reads the file that CLERK_SECRET_KEY_FILE names; may throw. */
  readTextFile: (path: string) => string;
  logger: Logger;
};

/**
 * Finds out how to reach Clerk: by the keys in the environment; without keys, by the emulator at
 * FRONTDESK_EMULATOR_URL or one started beside this process.
 */
export async function openClerkConnection(
  options: ClerkConnectionOptions,
): Promise<Result<ClerkConnection, SetupProblem>> {
  const input = readClerkKeyInput(options.environment, options.readTextFile);
  if (!input.ok) return input;
  const keys = readClerkKeys(input.data);
  if (!keys.ok) return keys;
  if (keys.data.connection === 'emulator') return openEmulator(options);
  const clerk = checkClerkSettings(clerkSettingsOf(keys.data));
  return clerk.ok ? success({ clerk: clerk.data, stop: async () => undefined }) : failure(clerk.error);
}

async function openEmulator(options: ClerkConnectionOptions): Promise<Result<ClerkConnection, SetupProblem>> {
  const { FRONTDESK_EMULATOR_URL: url, FRONTDESK_DATA_DIR: dataFolder } = options.settings;
  if (url !== undefined) {
    const emulator = await readExternalEmulator(url);
    return emulator.ok ? success(connectionOf(emulator.data, async () => undefined)) : emulator;
  }
  const { environment, logger } = options;
  const child = await startEmulatorChild({
    environment,
    logger,
    ...(dataFolder === undefined ? {} : { dataFolder }),
  });
  return child.ok ? success(connectionOf(child.data.ready, child.data.stop)) : child;
}

const connectionOf = (emulator: EmulatorReady, stop: () => Promise<void>): ClerkConnection => ({
  clerk: clerkSettingsOf({ connection: 'emulator', emulator }),
  emulator,
  stop,
});

/** What a server that listens at `url` says in its ready line. */
export function readyLineOf(
  name: string,
  version: string,
  url: string,
  connection: ClerkConnection,
): ApiReady {
  const { clerk, emulator } = connection;
  const ready = { ready: true as const, name, version, url, connection: clerk.connection };
  if (!emulator) return ready;
  const { publishableKey, secretKey } = emulator;
  return { ...ready, emulator: { url: emulator.url, publishableKey, secretKey } };
}
