import { join } from 'node:path';
import { createClerkBridge } from '@clerk/electron';
import { storage as createClerkStorage } from '@clerk/electron/storage';
import { app, type BrowserWindow, session, shell } from 'electron';
import { windowHost, windowScheme } from '../src-contracts/brand.ts';
import { describeSetupProblem } from '../src-contracts/connection.ts';
import { runApi } from './api-host/api-child.ts';
import { createBackend } from './api-host/backend.ts';
import { runEmulator } from './api-host/emulator-child.ts';
import { joinExternalEmulator } from './api-host/external-emulator.ts';
import { openExternalLink } from './app/external-links.ts';
import { focusWindow, openMainWindow, windowTitle } from './app/main-window.ts';
import { setApplicationMenu } from './app/menu.ts';
import { restrictNavigation } from './app/navigation.ts';
import { restrictPermissions } from './app/permissions.ts';
import { quitAfter } from './app/quit.ts';
import { createWindowLoader } from './app/window-loader.ts';
import { provideWindow } from './app/window-source.ts';
import { createLogger } from './diagnostics/logger.ts';
import { developmentServerUrl, readConfiguration } from './environment.ts';
import { handleRequests } from './ipc/handle-requests.ts';
import { createClientTokenStore } from './secrets/client-token-store.ts';
import { isKeyringAvailable } from './secrets/keyring.ts';
import { createLaunchToken } from './secrets/launch-token.ts';

const isDevelopment = !app.isPackaged;
const bundles = join(import.meta.dirname, '..');
const configuration = readConfiguration();
const keys = configuration.ok ? configuration.data.keys : undefined;
const logger = createLogger(
  configuration.ok ? (configuration.data.settings.FRONTDESK_LOG_LEVEL ?? 'info') : 'info',
);
if (!configuration.ok) logger.error({}, describeSetupProblem(configuration.error));

const clerkBridge = createClerkBridge({
  storage: createClientTokenStore({
    folder: app.getPath('userData'),
    instance: keys && keys.connection !== 'emulator' ? keys.publishableKey.frontendApiHost : 'emulator',
    isEncryptionAvailable: isKeyringAvailable,
    createEncryptedStorage: (name) => createClerkStorage({ name }),
    warn: (message) => logger.warn({}, message),
    now: () => new Date(),
  }),
  renderer: { scheme: windowScheme, host: windowHost },
  userAgent: `Frontdesk/${__FRONTDESK_VERSION__}`,
});

if (clerkBridge.isPrimaryInstance) {
  restrictNavigation(app, (url) =>
    openExternalLink(
      url,
      (link) => void shell.openExternal(link),
      (origin) => logger.warn({ origin }, 'link not opened'),
    ),
  );
  app
    .whenReady()
    .then(start)
    .catch((error: unknown) => {
      logger.error({ error: String(error) }, 'Frontdesk did not start');
      app.exit(1);
    });
}

function start(): void {
  let window: BrowserWindow | undefined;
  const loader = createWindowLoader(
    () => window?.webContents,
    () => backend.origins(),
  );
  const backend = createBackend({
    configuration,
    launchToken: createLaunchToken(),
    version: __FRONTDESK_VERSION__,
    tokenStorage: isKeyringAvailable() ? 'encrypted' : 'memory',
    runApi: (message) => runApi(join(bundles, 'api/index.js'), message),
    runEmulator: (port) =>
      runEmulator({
        script: join(bundles, 'emulator/index.js'),
        dataFolder: join(app.getPath('userData'), 'emulator'),
        port,
      }),
    joinExternalEmulator,
    restartApplication() {
      app.relaunch();
      app.quit();
    },
    onChange(state) {
      logger.info({ status: state.status }, 'window state');
      loader.stateChanged(state);
    },
  });

  restrictPermissions(session.defaultSession);
  setApplicationMenu(isDevelopment);
  handleRequests(
    { 'window-state:read': backend.state, 'window-state:retry': backend.retry },
    (channel, error) => logger.error({ channel, error: String(error) }, 'request failed'),
  );
  // SECURITY S32: a packaged application shows its own files, whatever its environment says.
  const developmentServer = isDevelopment ? developmentServerUrl() : undefined;
  provideWindow(join(bundles, 'renderer'), developmentServer, loader.originsForPage);
  backend.start();

  const openWindow = () => {
    window = openMainWindow({
      preload: join(bundles, 'preload/index.cjs'),
      title: windowTitle(keys?.connection === 'emulator'),
      hasDevTools: isDevelopment,
    });
    window.once('closed', () => {
      window = undefined;
    });
  };
  openWindow();

  app.on('second-instance', () => window && focusWindow(window));
  app.on('activate', () => (window ? focusWindow(window) : openWindow()));
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  quitAfter(async () => {
    clerkBridge.cleanup();
    await backend.stop();
  });
}
