import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright';

/** The events of the Chrome DevTools Protocol the host listens to, with the members it reads. */
export interface CdpEvents {
  'Fetch.requestPaused': {
    requestId: string;
    frameId: string;
    request: { url: string };
    redirectedRequestId?: string;
  };
  'Inspector.targetCrashed': undefined;
  'Page.domContentEventFired': object;
  'Page.frameAttached': { frameId: string; parentFrameId: string };
  'Page.frameDetached': { frameId: string };
  'Page.frameNavigated': {
    frame: {
      id: string;
      parentId?: string;
      name?: string;
      url: string;
      urlFragment?: string;
      unreachableUrl?: string;
    };
  };
  'Page.frameRequestedNavigation': { frameId: string; url: string; disposition: string };
  'Page.lifecycleEvent': { frameId: string; name: string };
  'Page.loadEventFired': object;
  'Page.navigatedWithinDocument': { frameId: string; url: string };
  'Page.windowOpen': { url: string; windowName: string; windowFeatures: string[] };
  'Runtime.bindingCalled': { name: string; payload: string; executionContextId: number };
  'Runtime.consoleAPICalled': {
    type: string;
    args: { value?: unknown; description?: string }[];
    stackTrace?: { callFrames: { url: string; lineNumber: number }[] };
  };
  'Runtime.executionContextCreated': {
    context: { id: number; name: string; auxData?: { frameId?: string } };
  };
  'Runtime.executionContextDestroyed': { executionContextId: number };
  'Runtime.executionContextsCleared': object;
  'Target.targetCreated': { targetInfo: { targetId: string; type: string; openerId?: string } };
  'Target.targetDestroyed': { targetId: string };
}

/** One flat session of the protocol; commands are typed by Playwright's copy of the protocol. */
export interface CdpSession {
  send: CDPSession['send'];
  on<E extends keyof CdpEvents>(event: E, listener: (payload: CdpEvents[E]) => void): void;
}

export interface CdpConnection {
  /** The session of the browser itself. */
  readonly root: CdpSession;
  session(sessionId: string): CdpSession;
  isClosed(): boolean;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}
interface Pending {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * Speaks the protocol over the two pipes of `--remote-debugging-pipe` (JSON messages, each ended by a NUL
 * byte).
 */
export function createCdpConnection(input: Writable, output: Readable): CdpConnection {
  const pending = new Map<number, Pending>();
  const emitters = new Map<string, EventEmitter>();
  let lastId = 0;
  let closed = false;

  const emitterOf = (sessionId: string): EventEmitter => {
    const known = emitters.get(sessionId) ?? new EventEmitter().setMaxListeners(0);
    emitters.set(sessionId, known);
    return known;
  };

  function command(method: string, params: unknown, sessionId: string | undefined): Promise<unknown> {
    if (closed) return Promise.reject(new Error(`${method}: Chromium has gone`));
    lastId += 1;
    const id = lastId;
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => pending.set(id, { method, resolve, reject }));
  }

  function receive(message: Message): void {
    if (message.id === undefined) {
      emitterOf(message.sessionId ?? '').emit(message.method ?? '', message.params);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result);
  }

  function createSession(sessionId: string | undefined): CdpSession {
    const emitter = emitterOf(sessionId ?? '');
    const send = (method: string, params?: unknown) => command(method, params, sessionId);
    return {
      send: send as CDPSession['send'],
      on: (event, listener) => {
        emitter.on(event, listener);
      },
    };
  }

  let partial: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      partial.push(rest.subarray(0, end));
      const text = Buffer.concat(partial).toString('utf8');
      partial = [];
      rest = rest.subarray(end + 1);
      receive(JSON.parse(text));
    }
    if (rest.length > 0) partial.push(rest);
  });
  output.on('close', () => {
    closed = true;
    for (const { method, reject } of pending.values()) reject(new Error(`${method}: Chromium has gone`));
    pending.clear();
  });
  // Broken pipes show as `close` above.
  input.on('error', () => {});
  output.on('error', () => {});

  return { root: createSession(undefined), session: createSession, isClosed: () => closed };
}
