import type { CdpSession } from './cdp.ts';
import type { IpcEvent, IpcMainHost } from './ipc-main.ts';
import { PRELOAD_WORLD, RECEIVE_FUNCTION, SEND_BINDING } from './page.ts';
import type { FromMainProcess, ToMainProcess } from './preload/isolated-world.ts';
import { decodeStructured, encodeStructured } from './structured-codec.ts';
import type { FrameTree } from './web-frame.ts';

export interface RendererIpcDependencies {
  readonly frames: FrameTree;
  readonly ipc: IpcMainHost;
  readonly logError: (line: string) => void;
  getSender(): object;
  requestPermission(permission: string): Promise<void>;
  openWindow(message: Extract<ToMainProcess, { type: 'open-window' }>): void;
  preloadFailed(error: Error): void;
}

/** Messages between the main process and the preload worlds of one page. */
export function createRendererIpc(dependencies: RendererIpcDependencies) {
  const { frames, ipc } = dependencies;
  /** Execution context → frame, for preload worlds. */
  const worlds = new Map<number, string>();
  let session: CdpSession | undefined;

  function deliver(contextId: number, message: FromMainProcess): void {
    const argument = JSON.stringify(JSON.stringify(message));
    // A page that has gone in the meantime gets no message, as in Electron.
    session
      ?.send('Runtime.evaluate', { contextId, expression: `${RECEIVE_FUNCTION}(${argument})` })
      .catch(() => {});
  }

  async function answer(
    contextId: number,
    id: number,
    work: () => Promise<unknown>,
    channel?: string,
  ): Promise<void> {
    try {
      deliver(contextId, { type: 'result', id, value: encodeStructured(await work()) });
    } catch (error) {
      if (channel !== undefined) {
        dependencies.logError(`Error occurred in handler for '${channel}': ${String(error)}`);
      }
      deliver(contextId, { type: 'failure', id, message: String(error) });
    }
  }

  function receive(contextId: number, message: ToMainProcess): void {
    switch (message.type) {
      case 'invoke': {
        const event = createEvent(contextId);
        void answer(
          contextId,
          message.id,
          () => ipc.invoke(message.channel, event, readArgs(message)),
          message.channel,
        );
        return;
      }
      case 'send':
        ipc.ipcMain.emit(message.channel, createEvent(contextId), ...readArgs(message));
        return;
      case 'permission':
        void answer(contextId, message.id, () => dependencies.requestPermission(message.permission));
        return;
      case 'open-window':
        dependencies.openWindow(message);
        return;
      case 'preload-error':
        dependencies.preloadFailed(Object.assign(new Error(message.message), { stack: message.stack }));
    }
  }

  function createEvent(contextId: number): IpcEvent {
    const senderFrame = frames.byId(worlds.get(contextId) ?? '') ?? null;
    const frameId = senderFrame?.routingId ?? 0;
    return { type: 'frame', sender: dependencies.getSender(), senderFrame, frameId, processId: 1, ports: [] };
  }

  return {
    /** Starts listening on the page's session. */
    attach(attached: CdpSession): void {
      session = attached;
      attached.on('Runtime.executionContextCreated', ({ context }) => {
        const frameId = context.auxData?.frameId;
        if (context.name === PRELOAD_WORLD && frameId !== undefined) worlds.set(context.id, frameId);
      });
      attached.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
        worlds.delete(executionContextId),
      );
      attached.on('Runtime.executionContextsCleared', () => worlds.clear());
      attached.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
        if (name === SEND_BINDING) receive(executionContextId, JSON.parse(payload));
      });
    },
    /** Sends to the main frame; throws when an argument cannot be cloned. */
    send(channel: string, args: readonly unknown[]): void {
      const encoded = encodeStructured(args);
      for (const [contextId, frameId] of worlds) {
        if (frames.byId(frameId) === frames.main)
          deliver(contextId, { type: 'message', channel, args: encoded });
      }
    },
  };
}

function readArgs(message: { readonly args: string }): unknown[] {
  const args = decodeStructured(message.args);
  return Array.isArray(args) ? args : [];
}
