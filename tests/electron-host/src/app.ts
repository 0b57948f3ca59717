import { EventEmitter } from 'node:events';
import path from 'node:path';
import { type ClosableWindow, createLifecycle } from './app-lifecycle.ts';
import type { AppLocation } from './app-location.ts';
import { createAppPaths } from './app-paths.ts';
import { createCommandLine } from './command-line.ts';
import { guarded } from './guard.ts';
import { CHROME_VERSION } from './process-shape.ts';
import { createSingleInstance } from './single-instance.ts';

export interface AppDependencies {
  readonly location: AppLocation;
  readonly electronVersion: string;
  readonly switches: Map<string, string>;
  readonly configHome: string | undefined;
  getWindows(): readonly (ClosableWindow & { focus(): void })[];
  stopChromium(): Promise<void>;
}

/** Electron's `app`, and the lifecycle the rest of the host drives. */
export function createApp(dependencies: AppDependencies) {
  const { location, electronVersion, switches, getWindows } = dependencies;
  const emitter = new EventEmitter();
  let name = location.name ?? 'Electron';
  const version = location.version ?? electronVersion;

  const paths = createAppPaths({
    configHome: dependencies.configHome,
    getName: () => name,
    getUserDataSwitch: () => switches.get('user-data-dir') || undefined,
  });
  const instance = createSingleInstance(
    () => paths.getPath('userData'),
    ({ argv, workingDirectory, additionalData }) => {
      void lifecycle
        .whenReady()
        .then(() => app.emit('second-instance', {}, argv, workingDirectory, additionalData));
    },
  );

  const members = {
    ...paths,
    ...createProtocolClients(),
    commandLine: guarded(createCommandLine(switches), 'app.commandLine'),
    userAgentFallback:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ' +
      `${name.replaceAll(/\s/g, '')}/${version} Chrome/${CHROME_VERSION} ` +
      `Electron/${electronVersion} Safari/537.36`,
    dock: undefined,
    isPackaged: path.basename(process.execPath) !== 'electron',
    getName: () => name,
    setName(value: string): void {
      name = value;
    },
    getVersion: () => version,
    getAppPath: () => location.appPath,
    getLocale: () => switches.get('lang') || 'en-US',
    getSystemLocale: () => 'en-US',
    getLocaleCountryCode: () => 'US',
    getPreferredSystemLanguages: () => ['en-US'],
    requestSingleInstanceLock: instance.request,
    hasSingleInstanceLock: instance.isHeld,
    releaseSingleInstanceLock: instance.release,
    focus: () => getWindows()[0]?.focus(),
    // These change nothing that the host shows.
    enableSandbox() {},
    disableHardwareAcceleration() {},
    setAboutPanelOptions() {},
    setAppUserModelId() {},
    setDesktopName() {},
  };
  const app = Object.assign(emitter, members);
  Object.defineProperty(app, 'name', { get: () => name, set: members.setName, enumerable: true });

  const lifecycle = createLifecycle({
    app,
    getWindows,
    async shutDown() {
      await dependencies.stopChromium();
      instance.release();
    },
  });
  const { isReady, whenReady, quit, exit, relaunch } = lifecycle;
  return { app: guarded(Object.assign(app, { isReady, whenReady, quit, exit, relaunch }), 'app'), lifecycle };
}

/** Which schemes open the app; kept in this process only, the desktop is not told. */
function createProtocolClients() {
  const schemes = new Set<string>();
  return {
    setAsDefaultProtocolClient(scheme: string): boolean {
      schemes.add(scheme);
      return true;
    },
    removeAsDefaultProtocolClient: (scheme: string): boolean => schemes.delete(scheme),
    isDefaultProtocolClient: (scheme: string): boolean => schemes.has(scheme),
  };
}
