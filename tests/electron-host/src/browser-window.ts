import { EventEmitter } from 'node:events';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Lifecycle } from './app-lifecycle.ts';
import { createPreventableEvent, type PreventableEvent } from './events.ts';
import { guarded } from './guard.ts';
import type { HostServices } from './host-services.ts';
import { createWebContents, type HostWebContents } from './web-contents.ts';
import type { createWindowRegistry } from './window-registry.ts';
import { createWindowState } from './window-state.ts';

export interface BrowserWindowDependencies {
  readonly services: HostServices;
  readonly lifecycle: Lifecycle;
  readonly windows: ReturnType<typeof createWindowRegistry<HostWindow>>;
  getAppName(): string;
}

/** An open window, as Electron's BrowserWindow shows it. */
export type HostWindow = EventEmitter & ReturnType<typeof createMembers>;

let lastId = 0;

/** Electron's BrowserWindow class. */
export function createBrowserWindowClass(dependencies: BrowserWindowDependencies) {
  const { services, lifecycle, windows } = dependencies;
  const find = (isWanted: (window: HostWindow) => boolean): HostWindow | null =>
    windows.all().find(isWanted) ?? null;

  class BrowserWindow extends EventEmitter {
    static getAllWindows = (): HostWindow[] => windows.all();
    static getFocusedWindow = (): HostWindow | null => windows.getFocused() ?? null;
    static fromId = (id: number): HostWindow | null => find((window) => window.id === id);
    static fromWebContents = (webContents: HostWebContents): HostWindow | null =>
      find((window) => window.webContents === webContents);
  }

  function open(emitter: EventEmitter, options: BrowserWindowConstructorOptions): HostWindow {
    if (!lifecycle.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    const members = createMembers(emitter, () => window, options, dependencies);
    const window = guarded(Object.assign(emitter, members), 'BrowserWindow');
    windows.add(window);
    if (window.isVisible()) windows.setFocused(window);
    services.emitOnApp('web-contents-created', {}, window.webContents);
    services.emitOnApp('browser-window-created', {}, window);
    return window;
  }

  return new Proxy(guarded(BrowserWindow, 'BrowserWindow'), {
    construct: (target, [options = {}], newTarget) => open(Reflect.construct(target, [], newTarget), options),
  });
}

function createMembers(
  emitter: EventEmitter,
  getWindow: () => HostWindow,
  options: BrowserWindowConstructorOptions,
  { services, lifecycle, windows, getAppName }: BrowserWindowDependencies,
) {
  lastId += 1;
  const id = lastId;
  let isDestroyed = false;
  let isPainted = false;
  const bounds = {
    x: options.x ?? 0,
    y: options.y ?? 0,
    width: options.width ?? 800,
    height: options.height ?? 600,
  };
  const page = createWebContents(services, {
    width: bounds.width,
    height: bounds.height,
    webPreferences: options.webPreferences ?? {},
    closeWindow: () => destroy(),
  });
  const { webContents, command, closePage } = page;

  const state = createWindowState(emitter, {
    bounds,
    isVisible: options.show !== false,
    title: options.title ?? getAppName(),
    resize: (width, height) =>
      void resizePage(width, height).catch((error: unknown) => services.log(String(error))),
  });

  async function resizePage(width: number, height: number): Promise<void> {
    const { windowId } = await command('Browser.getWindowForTarget');
    await command('Browser.setWindowBounds', { windowId, bounds: { width, height } });
  }

  webContents.on('page-title-updated', (event: PreventableEvent, title: string, isExplicit: boolean) => {
    emitter.emit('page-title-updated', event, title, isExplicit);
    if (!event.defaultPrevented) state.setTitle(title);
  });
  webContents.on('painted', () => {
    if (!isPainted) emitter.emit('ready-to-show');
    isPainted = true;
  });
  webContents.once('destroyed', closed);

  function close(): void {
    if (isDestroyed) return;
    const event = createPreventableEvent({});
    emitter.emit('close', event);
    if (event.defaultPrevented) lifecycle.cancelQuit();
    else closePage();
  }

  function destroy(): void {
    if (isDestroyed) return;
    closePage();
    page.markDestroyed();
  }

  function closed(): void {
    if (isDestroyed) return;
    isDestroyed = true;
    windows.remove(getWindow());
    emitter.emit('closed');
    lifecycle.windowClosed();
  }

  function focus(): void {
    const isChanged = windows.getFocused() !== getWindow();
    windows.setFocused(getWindow());
    webContents.focus();
    if (!isChanged) return;
    emitter.emit('focus');
    services.emitOnApp('browser-window-focus', {}, getWindow());
  }

  return {
    ...state,
    id,
    webContents,
    loadURL: (url: string): Promise<void> => webContents.loadURL(url),
    reload: (): void => webContents.reload(),
    close,
    destroy,
    isDestroyed: (): boolean => isDestroyed,
    show(): void {
      state.showInactive();
      focus();
    },
    focus,
    isFocused: (): boolean => windows.getFocused() === getWindow(),
    blur(): void {
      if (windows.getFocused() !== getWindow()) return;
      windows.setFocused(undefined);
      emitter.emit('blur');
    },
  };
}
