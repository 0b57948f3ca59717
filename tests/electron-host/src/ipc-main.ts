import { EventEmitter } from 'node:events';
import { guarded } from './guard.ts';
import type { HostFrame } from './web-frame.ts';

/** The event of one IPC message. */
export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: object;
  readonly senderFrame: HostFrame | null;
  readonly frameId: number;
  readonly processId: number;
  readonly ports: readonly [];
}

type Handler = (event: IpcEvent, ...args: unknown[]) => unknown;

/** Electron's `ipcMain`, and the function that answers `ipcRenderer.invoke`. */
export function createIpcMain() {
  const handlers = new Map<string, Handler>();
  const members = {
    handle(channel: string, handler: Handler): void {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
    handleOnce(channel: string, handler: Handler): void {
      members.handle(channel, (event, ...args) => {
        handlers.delete(channel);
        return handler(event, ...args);
      });
    },
    removeHandler(channel: string): void {
      handlers.delete(channel);
    },
  };
  return {
    ipcMain: guarded(Object.assign(new EventEmitter(), members), 'ipcMain'),
    /** Rejects when nobody handles the channel, and with whatever the handler throws. */
    async invoke(channel: string, event: IpcEvent, args: readonly unknown[]): Promise<unknown> {
      const handler = handlers.get(channel);
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return handler(event, ...args);
    },
  };
}

export type IpcMainHost = ReturnType<typeof createIpcMain>;
