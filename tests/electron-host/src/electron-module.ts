import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createApp } from './app.ts';
import type { AppLocation } from './app-location.ts';
import { createBrowserWindowClass, type HostWindow } from './browser-window.ts';
import { type Chromium, launchChromium } from './chromium.ts';
import { findChromium } from './chromium-path.ts';
import { createClipboard, createPowerMonitor, createScreen, Notification, Tray } from './desktop.ts';
import { createDialog } from './dialog.ts';
import type { HostEnvironment } from './environment.ts';
import { guarded, unavailable } from './guard.ts';
import type { HostServices, PageEntry } from './host-services.ts';
import { createIpcMain } from './ipc-main.ts';
import { startLoopbackProxy } from './loopback-proxy.ts';
import { Menu, MenuItem } from './menu.ts';
import { nativeImage } from './native-image.ts';
import { createNativeTheme } from './native-theme.ts';
import { createNet } from './net.ts';
import { createOriginMap } from './origin-map.ts';
import { createPermissions } from './permissions.ts';
import { createProtocol } from './protocol.ts';
import { createSafeStorage } from './safe-storage.ts';
import { createSession } from './session.ts';
import { createShell } from './shell.ts';
import { createUtilityProcess } from './utility-process.ts';
import { createWebRequest } from './web-request.ts';
import { createWindowRegistry } from './window-registry.ts';

/** Main-process exports of Electron 45 that the host has in name only. */
const UNAVAILABLE = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'ClipboardItem',
  'contentTracing',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MessageChannelMain',
  'netLog',
  'powerSaveBlocker',
  'pushNotifications',
  'ShareMenu',
  'systemPreferences',
  'TouchBar',
  'View',
  'WebContentsView',
  'webFrameMain',
];

export interface ElectronModuleOptions {
  readonly environment: HostEnvironment;
  readonly location: AppLocation;
  readonly switches: Map<string, string>;
  readonly electronVersion: string;
  readonly node: string;
  readonly utilityScript: string;
  readonly preloadRuntime: string;
  /** Writes one line on stderr. */
  writeLine(line: string): void;
}

/** The `electron` module of the main process, and how to start what stands behind it. */
export function createElectronModule(options: ElectronModuleOptions) {
  const { environment, switches, writeLine } = options;
  const log = (line: string): void => {
    if (environment.isLogging) writeLine(`[electron-host] ${line}`);
  };
  let launched: Promise<Chromium> | undefined;
  let chromiumStarted = (_: Chromium): void => {};
  const chromium = new Promise<Chromium>((resolve) => {
    chromiumStarted = resolve;
  });
  const pages = new Map<string, PageEntry>();
  const visitedOrigins = new Set<string>();
  const windows = createWindowRegistry<HostWindow>();

  const { app, lifecycle } = createApp({
    location: options.location,
    electronVersion: options.electronVersion,
    switches,
    configHome: environment.configHome,
    getWindows: windows.all,
    stopChromium,
  });
  const { protocol, registry } = createProtocol(lifecycle.isReady);
  const origins = createOriginMap(registry.isCustom);
  const permissions = createPermissions();
  const { webRequest, run: runHook } = createWebRequest();
  const ipc = createIpcMain();
  const net = createNet(registry);
  const { nativeTheme, theme } = createNativeTheme(() => pages.values());
  const { session, defaultSession } = createSession({
    permissions,
    protocol: guarded(protocol, 'protocol'),
    webRequest,
    fetch: net.fetch,
    getPageCommand() {
      const [page] = pages.values();
      if (page === undefined) throw new Error('electron-host: clearing storage needs an open window');
      return page.send;
    },
    getVisitedOrigins: () => [...visitedOrigins],
    toStandIn: origins.toStandIn,
    getDefaultUserAgent: () => app.userAgentFallback,
  });
  const services: HostServices = {
    chromium,
    pages,
    visitedOrigins,
    origins,
    permissions,
    session: defaultSession,
    ipc,
    theme,
    preloadRuntime: options.preloadRuntime,
    log,
    logError: writeLine,
    getUserAgent: defaultSession.getUserAgent,
    emitOnApp: (event, ...args) => void app.emit(event, ...args),
    fail,
  };

  function fail(error: unknown): void {
    if (lifecycle.isExiting()) return;
    writeLine(error instanceof Error ? error.message : String(error));
    lifecycle.exit(1);
  }

  async function stopChromium(): Promise<void> {
    const running = await launched?.catch(() => undefined);
    if (running === undefined || running.connection.isClosed()) return;
    const ended = new Promise<void>((resolve) => running.process.once('exit', () => resolve()));
    running.connection.root.send('Browser.close').catch(() => {});
    const impatience = setTimeout(() => running.process.kill('SIGKILL'), 3000);
    await ended;
    clearTimeout(impatience);
  }

  /**
   * Starts Chromium with the schemes, switches and paths the app's main script chose, and makes the app
   * ready.
   */
  async function start(): Promise<void> {
    const userDataDir = path.join(app.getPath('userData'), 'Chromium');
    mkdirSync(userDataDir, { recursive: true, mode: 0o700 });
    const proxyPort = await startLoopbackProxy({ origins, schemes: registry, runHook, log });
    launched = launchChromium({
      executable: findChromium(environment),
      userDataDir,
      proxyPort,
      isHeadful: environment.isHeadful,
      hasDebuggingPort: switches.has('remote-debugging-port'),
      log,
    });
    const running = await launched;
    running.process.on('exit', (code) =>
      fail(new Error(`electron-host: Chromium ended unexpectedly with ${code}`)),
    );
    running.connection.root.on('Target.targetDestroyed', ({ targetId }) => {
      pages.get(targetId)?.targetGone();
      pages.delete(targetId);
    });
    running.connection.root.on('Target.targetCreated', ({ targetInfo: { targetId, type, openerId } }) => {
      // The app allows no page to open windows; one that got past the page's own hooks is closed.
      if (type !== 'page' || openerId === undefined) return;
      running.connection.root.send('Target.closeTarget', { targetId }).catch(() => {});
    });
    if (running.debuggingUrl !== undefined) writeLine(`\nDevTools listening on ${running.debuggingUrl}`);
    if (lifecycle.isExiting()) return;
    chromiumStarted(running);
    lifecycle.becomeReady();
  }

  const utilityProcess = createUtilityProcess({
    node: options.node,
    variables: environment.variables,
    setupScript: options.utilityScript,
    childGone: (details) => void app.emit('child-process-gone', {}, details),
  });
  const webContents = guarded(
    {
      getAllWebContents: () => windows.all().map((window) => window.webContents),
      fromId: (id: number) => windows.all().find((window) => window.webContents.id === id)?.webContents,
      fromDevToolsTargetId: (targetId: string) => pages.get(targetId)?.webContents,
    },
    'webContents',
  );
  const electron: Record<string, unknown> = {
    ...Object.fromEntries(UNAVAILABLE.map((name) => [name, unavailable(name)])),
    app,
    BrowserWindow: createBrowserWindowClass({ services, lifecycle, windows, getAppName: app.getName }),
    clipboard: createClipboard(),
    crashReporter: guarded({ start() {} }, 'crashReporter'),
    dialog: createDialog(writeLine),
    ipcMain: ipc.ipcMain,
    Menu,
    MenuItem,
    nativeImage,
    nativeTheme,
    net: guarded(net, 'net'),
    Notification,
    powerMonitor: createPowerMonitor(),
    protocol: guarded(protocol, 'protocol'),
    safeStorage: createSafeStorage({
      hasKeyring: () => environment.hasKeyring && switches.get('password-store') !== 'basic',
      getAppName: app.getName,
      isReady: lifecycle.isReady,
      whenReady: lifecycle.whenReady,
    }),
    screen: createScreen(),
    session,
    shell: createShell(environment.openedFile),
    Tray,
    utilityProcess,
    webContents,
  };
  return { electron, start, lifecycle, fail };
}
