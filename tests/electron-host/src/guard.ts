/** Names that JavaScript engines, inspectors and test runners look up on any object they meet. */
const PROBED: ReadonlySet<PropertyKey> = new Set([
  'then',
  'toJSON',
  'inspect',
  'constructor',
  'prototype',
  '__esModule',
  'default',
  'domain',
  'asymmetricMatch',
  'nodeType',
  'tagName',
]);

/** The error for an Electron member that the host does not provide. */
export function notEmulated(name: string): Error {
  return new Error(`electron-host: ${name} is not emulated`);
}

/**
 * Wraps `target` so that reading a member it does not have throws instead of answering `undefined`: a gap
 * in the host must fail the test that meets it. Assigning is allowed, because specs replace methods such
 * as `shell.openExternal`.
 */
export function guarded<T extends object>(target: T, name: string): T {
  return new Proxy<T>(target, { get: createGetter(name) });
}

/** A class whose static members and instances are guarded. The class must not use private (`#`) members. */
export function guardedClass<T extends new (...args: never[]) => object>(target: T, name: string): T {
  return new Proxy<T>(target, {
    get: createGetter(name),
    construct: (object, args, newTarget) => guarded(Reflect.construct(object, args, newTarget), name),
  });
}

function createGetter(name: string) {
  return (object: object, key: string | symbol, receiver: unknown): unknown => {
    if (typeof key === 'symbol' || key in object || PROBED.has(key))
      return Reflect.get(object, key, receiver);
    throw notEmulated(`${name}.${key}`);
  };
}

/**
 * Stands for a whole class or module that is not emulated: exists, so that it can be imported, and throws
 * on use.
 */
export function unavailable(name: string): object {
  const fail = function fail(): never {
    throw notEmulated(name);
  };
  return new Proxy(fail, { construct: fail, get: createGetter(name) });
}
