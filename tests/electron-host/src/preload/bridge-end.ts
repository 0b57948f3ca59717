/**
 * One end of the passage between the page's main world and the isolated world of the preload script. Both
 * ends run this code. As with Electron's contextBridge, values are copied, and functions, promises and
 * errors are replaced by stand-ins of the other world; calls are synchronous.
 */
export type Wire =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'array'; readonly items: Wire[] }
  | { readonly kind: 'object'; readonly entries: [string, Wire][] }
  | { readonly kind: 'error'; readonly name: string; readonly message: string }
  | { readonly kind: 'function' | 'promise'; readonly id: number };

export type BridgeMessage =
  | { readonly kind: 'call'; readonly id: number; readonly callee: number; readonly args: Wire[] }
  | { readonly kind: 'return'; readonly id: number; readonly isError: boolean; readonly result: Wire }
  | { readonly kind: 'settle'; readonly id: number; readonly isError: boolean; readonly result: Wire };

type Callable = (...args: unknown[]) => unknown;
interface Outcome {
  readonly isError: boolean;
  readonly result: Wire;
}

const COPIED = /^\[object (Date|RegExp|Map|Set|ArrayBuffer|Blob|File|DataView|.*Array)\]$/;

/** Creates an end; `send` must hand messages to the other end's `receive` before it returns. */
export function createBridgeEnd(send: (message: BridgeMessage) => void) {
  const functions = new Map<number, Callable>();
  const calls = new Map<number, Outcome>();
  const promises = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  let lastId = 0;

  function encode(value: unknown): Wire {
    if (typeof value === 'function') return { kind: 'function', id: keep(value as Callable) };
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (typeof value !== 'object' || value === null) return { kind: 'value', value };
    if (Array.isArray(value)) return { kind: 'array', items: value.map(encode) };
    if (value instanceof Error) return { kind: 'error', name: value.name, message: value.message };
    if (value instanceof Promise) return { kind: 'promise', id: follow(value) };
    if (COPIED.test(Object.prototype.toString.call(value))) return { kind: 'value', value };
    return { kind: 'object', entries: Object.entries(value).map(([key, item]) => [key, encode(item)]) };
  }

  function keep(callable: Callable): number {
    lastId += 1;
    functions.set(lastId, callable);
    return lastId;
  }

  function follow(promise: Promise<unknown>): number {
    lastId += 1;
    const id = lastId;
    promise.then(
      (value) => send({ kind: 'settle', id, isError: false, result: encode(value) }),
      (reason: unknown) => send({ kind: 'settle', id, isError: true, result: encode(reason) }),
    );
    return id;
  }

  function decode(wire: Wire): unknown {
    switch (wire.kind) {
      case 'value':
        return wire.value;
      case 'array':
        return wire.items.map(decode);
      case 'object':
        return Object.fromEntries(wire.entries.map(([key, item]) => [key, decode(item)]));
      case 'error':
        return Object.assign(new Error(wire.message), { name: wire.name });
      case 'function':
        return (...args: unknown[]) => call(wire.id, args);
      case 'promise':
        return new Promise((resolve, reject) => promises.set(wire.id, { resolve, reject }));
    }
  }

  function call(callee: number, args: unknown[]): unknown {
    lastId += 1;
    const id = lastId;
    send({ kind: 'call', id, callee, args: args.map(encode) });
    const outcome = calls.get(id);
    calls.delete(id);
    if (outcome === undefined) throw new Error('The other side of the context bridge has gone.');
    if (outcome.isError) throw decode(outcome.result);
    return decode(outcome.result);
  }

  function perform(callee: number, args: Wire[]): Outcome {
    try {
      return { isError: false, result: encode(functions.get(callee)?.(...args.map(decode))) };
    } catch (error) {
      return { isError: true, result: encode(error) };
    }
  }

  function receive(message: BridgeMessage): void {
    if (message.kind === 'call') {
      send({ kind: 'return', id: message.id, ...perform(message.callee, message.args) });
    } else if (message.kind === 'return') {
      calls.set(message.id, message);
    } else {
      const waiting = promises.get(message.id);
      promises.delete(message.id);
      if (message.isError) waiting?.reject(decode(message.result));
      else waiting?.resolve(decode(message.result));
    }
  }

  return { encode, decode, receive };
}
