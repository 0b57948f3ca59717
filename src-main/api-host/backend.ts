import type { ApiStart } from '../../src-contracts/api-process.ts';
import { windowOrigin } from '../../src-contracts/brand.ts';
import { type ClerkSettings, clerkSettingsOf } from '../../src-contracts/clerk-settings.ts';
import type { SetupProblem } from '../../src-contracts/connection.ts';
import { type WindowOrigins, windowOriginsOf } from '../../src-contracts/content-security-policy.ts';
import type { EmulatorReady } from '../../src-contracts/ready-line.ts';
import type { Result } from '../../src-contracts/result.ts';
import { type WindowConfig, type WindowState, windowConfigOf } from '../../src-contracts/window-state.ts';
import type { Configuration } from '../environment.ts';
import { type ChildRun, createSupervisor, type Supervisor, type SupervisorState } from './supervisor.ts';
import { windowStateOf } from './window-state-of.ts';

export type BackendOptions = {
  configuration: Result<Configuration, SetupProblem>;
  launchToken: string;
  version: string;
  tokenStorage: WindowConfig['tokenStorage'];
  runApi: (start: ApiStart) => ChildRun<{ url: string }>;
  runEmulator: (port: number) => ChildRun<EmulatorReady>;
  joinExternalEmulator: (url: string) => ChildRun<EmulatorReady>;
  /** Starts the whole application anew: the only way to read settings and key files again. */
  restartApplication: () => void;
  onChange: (state: WindowState) => void;
};

/** The processes behind the window, and what the window has to know of them. */
export type Backend = {
  state: () => WindowState;
  origins: () => WindowOrigins;
  start: () => void;
  /** Starts at once whatever waits to be started again. */
  retry: () => void;
  stop: () => Promise<void>;
};

const setTimer = (callback: () => void, milliseconds: number) => {
  const timer = setTimeout(callback, milliseconds);
  return () => clearTimeout(timer);
};

/** Runs the API, and before it the emulator when no keys are configured. Nothing runs while the keys are unusable. */
export function createBackend(options: BackendOptions): Backend {
  const { configuration } = options;
  if (!configuration.ok) return brokenBackend(configuration.error, options.restartApplication);
  const { keys, settings } = configuration.data;

  let emulator: Supervisor | undefined;
  let emulatorState: SupervisorState<EmulatorReady> | undefined;
  let api: { supervisor: Supervisor; clerk: ClerkSettings } | undefined;
  let apiState: SupervisorState<{ url: string }> = { status: 'starting' };
  let ready: { config: WindowConfig; origins: WindowOrigins } | undefined;

  const state = (): WindowState =>
    windowStateOf(
      [
        ...(emulatorState ? [{ service: 'emulator' as const, state: emulatorState }] : []),
        { service: 'api', state: apiState },
      ],
      ready?.config,
    );

  function startApi(clerk: ClerkSettings): void {
    const supervisor = createSupervisor({
      run: (previous: { url: string } | undefined) => options.runApi(apiStart(clerk, portOf(previous?.url))),
      onChange(next) {
        if (api?.supervisor !== supervisor) return;
        apiState = next;
        if (next.status === 'ready')
          ready = {
            config: windowConfigOf(clerk, next.value.url, options),
            origins: windowOriginsOf(clerk, next.value.url),
          };
        options.onChange(state());
      },
      exitProblem: ended('Local API'),
      setTimer,
      now: Date.now,
    });
    api = { supervisor, clerk };
    supervisor.start();
  }

  const apiStart = (clerk: ClerkSettings, port: number): ApiStart => ({
    type: 'start',
    port,
    clerk,
    authorizedParties: [windowOrigin],
    launchToken: options.launchToken,
    logLevel: settings.FRONTDESK_LOG_LEVEL ?? 'info',
  });

  /** A restarted emulator has the same address and keys; when it had to move, the API is started anew for it. */
  async function adoptEmulator(next: EmulatorReady): Promise<void> {
    const clerk = clerkSettingsOf({ connection: 'emulator', emulator: next });
    if (api && JSON.stringify(api.clerk) === JSON.stringify(clerk)) return;
    const old = api;
    api = undefined;
    await old?.supervisor.stop();
    startApi(clerk);
  }

  function startEmulator(): void {
    const externalUrl = settings.FRONTDESK_EMULATOR_URL;
    emulator = createSupervisor({
      run: (previous: EmulatorReady | undefined) =>
        externalUrl ? options.joinExternalEmulator(externalUrl) : options.runEmulator(portOf(previous?.url)),
      onChange(next) {
        emulatorState = next;
        if (next.status === 'ready') void adoptEmulator(next.value);
        options.onChange(state());
      },
      exitProblem: ended('Clerk emulator'),
      setTimer,
      now: Date.now,
    });
    emulator.start();
  }

  return {
    state,
    origins: () => ready?.origins ?? {},
    start: () => (keys.connection === 'emulator' ? startEmulator() : startApi(clerkSettingsOf(keys))),
    retry() {
      emulator?.retry();
      api?.supervisor.retry();
    },
    async stop() {
      await Promise.all([emulator?.stop(), api?.supervisor.stop()]);
    },
  };
}

const portOf = (url: string | undefined): number => (url ? Number(new URL(url).port) : 0);

const ended = (process: string): SetupProblem => ({
  setting: process,
  reason: 'it has ended unexpectedly',
  remedy: 'It is being started again by itself.',
});

const brokenBackend = (problem: SetupProblem, restartApplication: () => void): Backend => ({
  state: () => ({ status: 'setup-problem', problem }),
  origins: () => ({}),
  start: () => undefined,
  retry: restartApplication,
  stop: async () => undefined,
});
