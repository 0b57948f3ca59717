import { guarded, notEmulated } from '../guard.ts';
import { decodeStructured, encodeStructured } from '../structured-codec.ts';
import { type BridgeMessage, createBridgeEnd } from './bridge-end.ts';
import { createEmitter } from './emitter.ts';
import type { ExposeMessage, HostAccess, HostMessage } from './host-access.ts';
import { openPassage, passageNames } from './passage.ts';

/** What the isolated world sends to the main process, as JSON through a binding only this world has. */
export type ToMainProcess =
  | { readonly type: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly type: 'send'; readonly channel: string; readonly args: string }
  | { readonly type: 'permission'; readonly id: number; readonly permission: string }
  | ({ readonly type: 'open-window' } & Parameters<HostAccess['openWindow']>[0])
  | { readonly type: 'preload-error'; readonly message: string; readonly stack: string };

/** What the main process sends back, as JSON to `__electronHostReceive`. */
export type FromMainProcess =
  | { readonly type: 'result'; readonly id: number; readonly value: string }
  | { readonly type: 'failure'; readonly id: number; readonly message: string }
  | { readonly type: 'message'; readonly channel: string; readonly args: string };

type PreloadFunction = (
  require: (id: string) => unknown,
  module: { exports: object },
  exports: object,
  process: object,
  setImmediate: (callback: () => void) => void,
) => void;

interface IsolatedWorldOptions {
  readonly secret: string;
  readonly send: (payload: string) => void;
  readonly process: Readonly<Record<string, unknown>>;
  readonly runPreload: PreloadFunction;
}

/** Runs the preload script of a document in its isolated world, with the modules a sandboxed preload has. */
export function startIsolatedWorld({ secret, send, process, runPreload }: IsolatedWorldOptions): void {
  const toMainProcess = (message: ToMainProcess): void => send(JSON.stringify(message));
  const renderer = createIpcRenderer(toMainProcess);
  Object.defineProperty(globalThis, '__electronHostReceive', { value: renderer.receive });

  const { toMain, toIsolated } = passageNames(secret);
  const post = openPassage<BridgeMessage, BridgeMessage | ExposeMessage | HostMessage>(
    toMain,
    toIsolated,
    (message) => bridge.receive(message),
  );
  const bridge = createBridgeEnd(post);
  const host: HostAccess = {
    openWindow: (details) => toMainProcess({ type: 'open-window', ...details }),
    requestPermission: renderer.requestPermission,
  };
  post({ kind: 'host', api: bridge.encode(host) });

  const exposed = new Set<string>();
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      if (exposed.has(key))
        throw new Error('Cannot bind an API on top of an existing property on the window object');
      exposed.add(key);
      post({ kind: 'expose', key, api: bridge.encode(api) });
    },
  };
  const electron = {
    contextBridge: guarded(contextBridge, 'contextBridge'),
    ipcRenderer: renderer.ipcRenderer,
  };
  const modules: Readonly<Record<string, unknown>> = {
    electron,
    'electron/renderer': electron,
    timers: globalThis,
  };
  const require = (id: string): unknown => {
    const found = modules[id.replace(/^node:/, '')];
    if (found === undefined) throw notEmulated(`require('${id}') in a sandboxed preload script`);
    return found;
  };
  const module = { exports: {} };
  try {
    runPreload(require, module, module.exports, guarded({ ...process }, 'process'), (callback) =>
      setTimeout(callback),
    );
  } catch (error) {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    toMainProcess({ type: 'preload-error', message, stack });
  }
}

function createIpcRenderer(toMainProcess: (message: ToMainProcess) => void) {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(message: string): void }>();
  const emitter = createEmitter();
  let lastId = 0;

  const request = (
    build: (id: number) => ToMainProcess,
    describe: (message: string) => string,
  ): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, { resolve, reject: (message) => reject(new Error(describe(message))) });
      toMainProcess(build(lastId));
    });

  const members = {
    invoke: async (channel: string, ...args: unknown[]): Promise<unknown> => {
      const encoded = encodeStructured(args);
      return request(
        (id) => ({ type: 'invoke', id, channel, args: encoded }),
        (message) => `Error invoking remote method '${channel}': ${message}`,
      );
    },
    send(channel: string, ...args: unknown[]): void {
      toMainProcess({ type: 'send', channel, args: encodeStructured(args) });
    },
  };
  const ipcRenderer = guarded({ ...emitter, ...members }, 'ipcRenderer');

  return {
    ipcRenderer,
    requestPermission: async (permission: string): Promise<void> => {
      await request(
        (id) => ({ type: 'permission', id, permission }),
        (message) => message,
      );
    },
    receive(text: string): void {
      const message: FromMainProcess = JSON.parse(text);
      if (message.type === 'message') {
        const args = decodeStructured(message.args);
        const event = guarded({ sender: ipcRenderer, ports: [], preventDefault() {} }, 'IpcRendererEvent');
        emitter.emit(message.channel, event, ...(Array.isArray(args) ? args : []));
        return;
      }
      const request = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.type === 'result') request?.resolve(decodeStructured(message.value));
      else request?.reject(message.message);
    },
  };
}
