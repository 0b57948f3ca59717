import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { CDPSession } from 'playwright';
import { createPreventableEvent } from './events.ts';
import { guarded, notEmulated } from './guard.ts';
import type { HostServices } from './host-services.ts';
import { createNavigation } from './navigation.ts';
import { openPage, type PageOptions, preparePage } from './page.ts';
import { createRendererIpc } from './renderer-ipc.ts';
import { createFrameTree } from './web-frame.ts';
import { resolveWebPreferences } from './web-preferences.ts';

type WindowOpenHandler = (details: {
  url: string;
  frameName: string;
  features: string;
  disposition: string;
  referrer: { url: string; policy: string };
}) => { action: 'allow' | 'deny' };

const CONSOLE_LEVELS: Readonly<Record<string, string>> = {
  error: 'error',
  warning: 'warning',
  debug: 'debug',
};
const closingInterval = 500;
let lastId = 0;

export interface WebContentsOptions {
  readonly width: number;
  readonly height: number;
  readonly webPreferences: Electron.WebPreferences;
  /** Closes the window that shows the page, without asking it. */
  closeWindow(): void;
}

/** Electron's WebContents over one Chromium page, and what the window around it needs. */
export function createWebContents(services: HostServices, options: WebContentsOptions) {
  const { origins, permissions, log } = services;
  const webPreferences = resolveWebPreferences(options.webPreferences);
  const emitter = new EventEmitter();
  const frames = createFrameTree(origins);
  lastId += 1;
  const id = lastId;
  let title = '';
  let isDestroyed = false;
  let isCrashed = false;
  let windowOpenHandler: WindowOpenHandler | null = null;

  const navigation = createNavigation({
    webContents: emitter,
    frames,
    origins,
    async beforeDocument(standInUrl) {
      const { connection } = await services.chromium;
      services.visitedOrigins.add(new URL(standInUrl).origin);
      await permissions.applyChecks(connection.root, describeDocument(standInUrl));
    },
  });
  const ipc = createRendererIpc({
    frames,
    ipc: services.ipc,
    logError: services.logError,
    getSender: () => webContents,
    async requestPermission(permission) {
      const { connection } = await services.chromium;
      await permissions.applyRequest(
        connection.root,
        describeDocument(origins.toStandIn(frames.main.url)),
        permission,
      );
    },
    openWindow: ({ url, frameName, features, disposition }) =>
      decideNewWindow(origins.toApp(url), frameName, features, disposition),
    preloadFailed(error) {
      services.logError(`Unable to load preload script: ${webPreferences.preload}\n${error.stack}`);
      emitter.emit('preload-error', {}, webPreferences.preload, error);
    },
  });

  function describeDocument(standInUrl: string) {
    const standInOrigin = new URL(standInUrl).origin;
    const url = origins.toApp(standInUrl);
    return { webContents, url, origin: origins.originToApp(standInOrigin), standInOrigin };
  }

  function decideNewWindow(url: string, frameName: string, features: string, disposition: string): void {
    const referrer = { url: '', policy: 'strict-origin-when-cross-origin' };
    const answer = windowOpenHandler?.({ url, frameName, features, disposition, referrer }) ?? {
      action: 'allow',
    };
    if (answer.action !== 'deny')
      services.logError(`${notEmulated('a window opened by a page').message}: ${url}`);
  }

  async function open(): Promise<{ targetId: string; send: CDPSession['send'] }> {
    const { connection } = await services.chromium;
    const page: PageOptions = {
      width: options.width,
      height: options.height,
      userAgent: services.getUserAgent(),
      preload: webPreferences.preload,
      runtime: services.preloadRuntime,
      additionalArguments: webPreferences.additionalArguments ?? [],
    };
    const { targetId, session } = await openPage(connection, page);
    frames.setMainId(targetId);
    services.pages.set(targetId, { webContents, send: session.send, targetGone });
    navigation.attach(session);
    ipc.attach(session);
    session.on('Page.lifecycleEvent', ({ name, frameId }) => {
      const isPainted = name === 'firstContentfulPaint' || name === 'load';
      if (isPainted && frameId === targetId && frames.main.url !== 'about:blank') emitter.emit('painted');
    });
    session.on('Page.domContentEventFired', () => void readTitle(session.send));
    session.on('Page.loadEventFired', () => void readTitle(session.send));
    session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const message = args.map(({ value, description }) => String(value ?? description ?? '')).join(' ');
      const { url = '', lineNumber = 0 } = stackTrace?.callFrames[0] ?? {};
      const place = { lineNumber: lineNumber + 1, sourceId: origins.toApp(url) };
      emitter.emit('console-message', {
        level: CONSOLE_LEVELS[type] ?? 'info',
        message,
        frame: frames.main,
        ...place,
      });
    });
    session.on('Inspector.targetCrashed', rendererGone);
    await preparePage(session, page);
    await services.theme.applyTo(session.send);
    return { targetId, send: session.send };
  }

  async function readTitle(send: CDPSession['send']): Promise<void> {
    const { result } = await send('Runtime.evaluate', { expression: 'document.title' }).catch(() => ({
      result: undefined,
    }));
    if (typeof result?.value !== 'string' || result.value === title) return;
    title = result.value;
    emitter.emit('page-title-updated', createPreventableEvent({}), title, title !== '');
  }

  function rendererGone(): void {
    isCrashed = true;
    const details = { reason: 'crashed', exitCode: 133 };
    emitter.emit('render-process-gone', {}, details);
    services.emitOnApp('render-process-gone', {}, webContents, details);
  }

  /** Asks until the page has gone: Chromium loses a request that meets the commit of a navigation. */
  async function closeTarget(): Promise<void> {
    const { targetId } = await page;
    const { connection } = await services.chromium;
    while (!isDestroyed) {
      await connection.root.send('Target.closeTarget', { targetId });
      await setTimeout(closingInterval);
    }
  }

  function targetGone(): void {
    if (isDestroyed) return;
    isDestroyed = true;
    emitter.emit('destroyed');
  }

  const page = open();
  page.catch((error: unknown) => {
    if (!isDestroyed) services.fail(error);
  });
  const command: CDPSession['send'] = async (method, params) => (await page).send(method, params);
  const ignoreLoss = (done: Promise<unknown>): void =>
    void done.catch((error: unknown) => log(String(error)));

  const webContents = guarded(
    Object.assign(emitter, {
      id,
      session: services.session,
      mainFrame: frames.main,
      getType: () => 'window',
      getURL: () => (frames.main.url === 'about:blank' ? '' : frames.main.url),
      getTitle: () => title,
      getLastWebPreferences: () => webPreferences,
      getUserAgent: services.getUserAgent,
      isLoading: navigation.isLoading,
      isDestroyed: () => isDestroyed,
      isCrashed: () => isCrashed,
      async loadURL(url: string): Promise<void> {
        await page;
        await navigation.load(url);
      },
      reload(): void {
        isCrashed = false;
        ignoreLoss(page.then(() => navigation.reload()));
      },
      send: (channel: string, ...args: unknown[]): void => ipc.send(channel, args),
      setWindowOpenHandler(handler: WindowOpenHandler | null): void {
        windowOpenHandler = handler;
      },
      async executeJavaScript(code: string): Promise<unknown> {
        const answer = await command('Runtime.evaluate', {
          expression: code,
          awaitPromise: true,
          returnByValue: true,
          userGesture: true,
        });
        const { exceptionDetails } = answer;
        if (exceptionDetails)
          throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return answer.result.value;
      },
      forcefullyCrashRenderer: (): void => ignoreLoss(command('Page.crash')),
      close: (): void => options.closeWindow(),
      focus: (): void => ignoreLoss(command('Page.bringToFront')),
      // There are no developer tools to show.
      openDevTools() {},
      closeDevTools() {},
      isDevToolsOpened: () => false,
    }),
    'webContents',
  );

  return {
    webContents,
    command,
    /** Closes the page in Chromium; `destroyed` follows. */
    closePage(): void {
      ignoreLoss(closeTarget());
    },
    markDestroyed: targetGone,
  };
}

export type HostWebContents = ReturnType<typeof createWebContents>['webContents'];
