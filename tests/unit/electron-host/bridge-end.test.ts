import { expect, test } from 'vitest';
import { type BridgeMessage, createBridgeEnd } from '../../electron-host/src/preload/bridge-end.ts';

/** Two ends joined as two worlds are: every message is copied on its way. */
function createBridge() {
  const log: BridgeMessage[] = [];
  const left = createBridgeEnd((message) => {
    log.push(message);
    right.receive(structuredClone(message));
  });
  const right = createBridgeEnd((message) => left.receive(structuredClone(message)));
  const cross = (value: unknown) => right.decode(structuredClone(left.encode(value)));
  return { cross, log };
}

type Api = Record<string, (...args: unknown[]) => unknown>;

test('calls return at once, with arguments and results copied', () => {
  const { cross } = createBridge();
  const given = { list: [1] };
  const api = cross({ keep: (value: unknown) => value }) as Api;
  const back = api.keep?.(given);
  expect(back).toEqual(given);
  expect(back).not.toBe(given);
});

test('functions cross in both directions', () => {
  const { cross } = createBridge();
  const api = cross({ apply: (callback: (value: number) => number) => callback(20) + 1 }) as Api;
  expect(api.apply?.((value: unknown) => Number(value) * 2)).toBe(41);
});

test('promises settle on the other side, errors keep name and message', async () => {
  const { cross } = createBridge();
  const api = cross({
    later: async () => 'done',
    reject: async () => {
      throw new TypeError('rejected');
    },
    fail: () => {
      throw new RangeError('thrown');
    },
  }) as Api;
  await expect(api.later?.()).resolves.toBe('done');
  await expect(api.reject?.()).rejects.toMatchObject({ name: 'TypeError', message: 'rejected' });
  expect(() => api.fail?.()).toThrow(expect.objectContaining({ name: 'RangeError', message: 'thrown' }));
});

test('dates, maps and bytes are copied, instances lose their class', () => {
  const { cross } = createBridge();
  class Point {
    x = 1;
  }
  expect(cross([new Date(1), new Map([[1, 2]]), new Uint8Array([3]), new Point()])).toEqual([
    new Date(1),
    new Map([[1, 2]]),
    new Uint8Array([3]),
    { x: 1 },
  ]);
});

test('symbols are refused', () => {
  const { cross } = createBridge();
  expect(() => cross(Symbol('x'))).toThrow('An object could not be cloned.');
});
