import type { EventEmitter } from 'node:events';
import type { CdpEvents, CdpSession } from './cdp.ts';
import { createPreventableEvent } from './events.ts';
import type { OriginMap } from './origin-map.ts';
import type { FrameTree } from './web-frame.ts';

/** Chromium's numbers for the failures an app on loopback can meet (net/base/net_error_list.h). */
const NET_ERRORS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_CONNECTION_REFUSED: -102,
  ERR_TUNNEL_CONNECTION_FAILED: -111,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_EMPTY_RESPONSE: -324,
};

export interface NavigationDependencies {
  readonly webContents: EventEmitter;
  readonly frames: FrameTree;
  readonly origins: OriginMap;
  /** Runs before a document of the main frame is requested. */
  beforeDocument(standInUrl: string): Promise<void>;
}

/**
 * Loading of documents in one page: what the app asks for, what the page asks for, and Electron's events
 * for both.
 */
export function createNavigation(dependencies: NavigationDependencies) {
  const { webContents, frames, origins, beforeDocument } = dependencies;
  let session: CdpSession | undefined;
  let ownUrl: string | undefined;
  let isLoading = false;
  let hasFailed = false;
  let settleLoad: ((error?: Error) => void) | undefined;

  async function load(url: string): Promise<void> {
    const attached = session;
    if (attached === undefined) throw new Error('electron-host: the page is not attached');
    if (!URL.canParse(url)) {
      fail('ERR_INVALID_URL', url);
      throw createLoadError('ERR_INVALID_URL', url);
    }
    const standIn = new URL(origins.toStandIn(url)).href;
    ownUrl = withoutFragment(standIn);
    isLoading = true;
    settleLoad?.(createLoadError('ERR_ABORTED', url));
    const loaded = new Promise<void>((resolve, reject) => {
      settleLoad = (error) => (error ? reject(error) : resolve());
    });
    loaded.catch(() => {});
    const answer = await attached.send('Page.navigate', { url: standIn });
    if (answer.errorText) fail(answer.errorText.replace('net::', ''), url);
    else if (!answer.loaderId) finish();
    await loaded;
  }

  function finish(): void {
    isLoading = false;
    settleLoad?.();
    settleLoad = undefined;
  }

  function fail(name: string, url: string): void {
    isLoading = false;
    const settle = settleLoad;
    settleLoad = undefined;
    webContents.emit('did-fail-load', {}, NET_ERRORS[name] ?? NET_ERRORS.ERR_FAILED, name, url, true, 1, 1);
    settle?.(createLoadError(name, url));
  }

  async function decide(paused: CdpEvents['Fetch.requestPaused']): Promise<void> {
    const frame = frames.byId(paused.frameId);
    const isMainFrame = frame === frames.main;
    const isOwn = isMainFrame && ownUrl === withoutFragment(paused.request.url);
    const url = origins.toApp(paused.request.url);
    const event = createPreventableEvent({ url, isMainFrame, frame, isSameDocument: false });
    if (paused.redirectedRequestId !== undefined) {
      webContents.emit('will-redirect', event, url, false, isMainFrame);
    } else if (!isOwn) {
      webContents.emit('will-frame-navigate', event);
      if (isMainFrame && !event.defaultPrevented) webContents.emit('will-navigate', event, url, false, true);
    }
    if (isMainFrame) ownUrl = undefined;
    const { requestId } = paused;
    if (event.defaultPrevented) {
      await session?.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    if (isMainFrame) await beforeDocument(paused.request.url);
    await session?.send('Fetch.continueRequest', { requestId });
  }

  function navigated({ frame }: CdpEvents['Page.frameNavigated']): void {
    const isMainFrame = frame.parentId === undefined;
    if (frame.parentId !== undefined) frames.attach(frame.id, frame.parentId);
    frames.navigate(frame.id, frame.url + (frame.urlFragment ?? ''), frame.name);
    if (!isMainFrame) return;
    hasFailed = frame.unreachableUrl !== undefined;
    if (frame.unreachableUrl !== undefined) {
      // A load the app asked for fails with its reason in the answer to the command.
      if (settleLoad === undefined) fail('ERR_FAILED', origins.toApp(frame.unreachableUrl));
      return;
    }
    isLoading = true;
    webContents.emit('did-start-loading');
    webContents.emit('did-navigate', {}, frames.main.url, 200, '');
  }

  return {
    load,
    isLoading: () => isLoading,
    /** Reloads without `will-navigate`, as the app asks for it itself. */
    async reload(): Promise<void> {
      ownUrl = withoutFragment(origins.toStandIn(frames.main.url));
      await session?.send('Page.reload');
    },
    attach(attached: CdpSession): void {
      session = attached;
      // A page that goes while its request waits needs no decision any more.
      attached.on('Fetch.requestPaused', (paused) => void decide(paused).catch(() => {}));
      attached.on('Page.frameAttached', ({ frameId, parentFrameId }) =>
        frames.attach(frameId, parentFrameId),
      );
      attached.on('Page.frameDetached', ({ frameId }) => frames.detach(frameId));
      attached.on('Page.frameNavigated', navigated);
      attached.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
        frames.navigate(frameId, url);
        const isMainFrame = frames.byId(frameId) === frames.main;
        webContents.emit('did-navigate-in-page', {}, origins.toApp(url), isMainFrame, 1, 1);
      });
      attached.on('Page.domContentEventFired', () => webContents.emit('dom-ready', {}));
      attached.on('Page.loadEventFired', () => {
        if (hasFailed || !isLoading) return;
        webContents.emit('did-stop-loading');
        webContents.emit('did-finish-load');
        finish();
      });
    },
  };
}

function createLoadError(name: string, url: string): Error {
  const errno = NET_ERRORS[name] ?? NET_ERRORS.ERR_FAILED;
  return Object.assign(new Error(`${name} (${errno}) loading '${url}'`), { code: name, errno, url });
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/s, '');
}
