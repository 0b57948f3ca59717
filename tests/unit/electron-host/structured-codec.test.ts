import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeStructured, encodeStructured } from '../../electron-host/src/structured-codec.ts';

const roundTrip = (value: unknown): unknown => decodeStructured(encodeStructured(value));

test('keeps any value of the structured clone algorithm', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: false,
  });
  fc.assert(
    fc.property(anything, (value) => {
      expect(roundTrip(value)).toEqual(structuredClone(value));
    }),
    { numRuns: 500 },
  );
});

test('keeps what JSON loses', () => {
  const value = {
    none: undefined,
    minusZero: -0,
    notANumber: Number.NaN,
    infinite: -Infinity,
    invalid: new Date(Number.NaN),
    pattern: /a+/gi,
    bytes: new Uint8Array([1, 2, 255]).buffer,
    view: new DataView(new ArrayBuffer(2)),
  };
  expect(roundTrip(value)).toEqual(value);
});

test('keeps shared references and cycles', () => {
  const shared = { name: 'shared' };
  const value: Record<string, unknown> = { first: shared, second: shared, list: [shared] };
  value.self = value;
  const copy = roundTrip(value);
  expect(copy).toEqual(value);
  expect(Reflect.get(Object(copy), 'first')).toBe(Reflect.get(Object(copy), 'second'));
  expect(Reflect.get(Object(copy), 'self')).toBe(copy);
});

test('keeps the kind of an error, and falls back to Error for kinds it does not know', () => {
  const error = roundTrip(new RangeError('too far'));
  expect(error).toBeInstanceOf(RangeError);
  expect(error).toHaveProperty('message', 'too far');
  const odd = roundTrip(Object.assign(new Error('odd'), { name: 'constructor' }));
  expect(Object.getPrototypeOf(odd)).toBe(Error.prototype);
});

test('hands a Buffer over as the Uint8Array it is', () => {
  const bytes = roundTrip(Buffer.from('abc'));
  expect(bytes).toEqual(new Uint8Array([97, 98, 99]));
  expect(Buffer.isBuffer(bytes)).toBe(false);
});

test('keeps a member named __proto__ as a member', () => {
  const copy = roundTrip(JSON.parse('{"__proto__": 1}'));
  expect(Object.keys(Object(copy))).toEqual(['__proto__']);
});

test.each([
  ['function', () => {}],
  ['symbol', Symbol('x')],
  ['promise', Promise.resolve()],
  ['weak map', new WeakMap()],
  ['function inside', { deep: [() => {}] }],
])('refuses a %s', (_name, value) => {
  expect(() => encodeStructured(value)).toThrow('An object could not be cloned.');
});
