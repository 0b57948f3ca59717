import { spawn } from 'node:child_process';
import type { EventEmitter } from 'node:events';
import { createPreventableEvent } from './events.ts';

/** What the lifecycle needs of a window. */
export interface ClosableWindow {
  close(): void;
}

export interface LifecycleDependencies {
  readonly app: EventEmitter;
  getWindows(): readonly ClosableWindow[];
  /** Releases what the process holds, Chromium included; settles when all of it has gone. */
  shutDown(): Promise<void>;
}

/** Starting and ending of the app, in Electron's order of events. */
export function createLifecycle({ app, getWindows, shutDown }: LifecycleDependencies) {
  let isReady = false;
  let isQuitting = false;
  let isExiting = false;
  let relaunch: { execPath: string; args: string[] } | undefined;
  let resolveReady = (): void => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });

  function quit(): void {
    if (isQuitting || isExiting) return;
    const event = createPreventableEvent({});
    app.emit('before-quit', event);
    if (event.defaultPrevented) return;
    isQuitting = true;
    for (const window of getWindows()) window.close();
    finishQuitting();
  }

  function finishQuitting(): void {
    if (!isQuitting || isExiting || getWindows().length > 0) return;
    const event = createPreventableEvent({});
    app.emit('will-quit', event);
    if (event.defaultPrevented) isQuitting = false;
    else exit(0);
  }

  function exit(code = 0): void {
    if (isExiting) return;
    isExiting = true;
    app.emit('quit', {}, code);
    shutDown().finally(() => {
      if (relaunch) spawn(relaunch.execPath, relaunch.args, { detached: true, stdio: 'inherit' }).unref();
      process.exit(code);
    });
  }

  return {
    isReady: () => isReady,
    isExiting: () => isExiting,
    isQuitting: () => isQuitting,
    whenReady: () => ready,
    becomeReady(): void {
      isReady = true;
      resolveReady();
      app.emit('will-finish-launching');
      app.emit('ready', {}, {});
    },
    quit,
    exit,
    /** The new process starts when this one has let go of everything. */
    relaunch(options: { args?: string[]; execPath?: string } = {}): void {
      relaunch = {
        execPath: options.execPath ?? process.execPath,
        args: options.args ?? process.argv.slice(1),
      };
    },
    /** A window refused to close, which calls off quitting. */
    cancelQuit(): void {
      isQuitting = false;
    },
    windowClosed(): void {
      if (getWindows().length > 0) return;
      if (isQuitting) finishQuitting();
      else if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
      else quit();
    },
  };
}

export type Lifecycle = ReturnType<typeof createLifecycle>;
