/**
 * Values of the structured clone algorithm as one JSON string, for IPC between the main process and a
 * preload script. Keeps what JSON loses: undefined, NaN, -0, BigInt, Date, RegExp, Map, Set, Error, binary
 * data, shared references and cycles. Runs in Node and in the page's isolated world.
 */
type Node =
  | readonly ['json', string | number | boolean | null]
  | readonly ['undefined']
  | readonly ['number', string]
  | readonly ['bigint', string]
  | readonly ['date', number | null]
  | readonly ['regexp', string, string]
  | readonly ['array', number[]]
  | readonly ['object', [string, number][]]
  | readonly ['map', [number, number][]]
  | readonly ['set', number[]]
  | readonly ['error', string, string, string]
  | readonly ['buffer', string]
  | readonly ['view', string, string];

const VIEW_TYPES: readonly (new (buffer: ArrayBuffer) => ArrayBufferView)[] = [
  Uint8Array,
  Uint8ClampedArray,
  Int8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
];
const VIEWS = new Map(VIEW_TYPES.map((View) => [View.name, View] as const));
const ERROR_TYPES = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
const ERRORS = new Map(ERROR_TYPES.map((Kind) => [Kind.name, Kind] as const));

/** Encodes a value. Throws "An object could not be cloned." for functions, symbols, promises and the like. */
export function encodeStructured(value: unknown): string {
  const nodes: Node[] = [];
  const known = new Map<object, number>();

  function add(item: unknown): number {
    if (typeof item === 'object' && item !== null) {
      const index = known.get(item);
      if (index !== undefined) return index;
      known.set(item, nodes.length);
    }
    const index = nodes.length;
    nodes.push(['undefined']);
    nodes[index] = describe(item);
    return index;
  }

  function describe(item: unknown): Node {
    switch (typeof item) {
      case 'undefined':
        return ['undefined'];
      case 'string':
      case 'boolean':
        return ['json', item];
      case 'number':
        return Number.isFinite(item) && !Object.is(item, -0) ? ['json', item] : ['number', nameNumber(item)];
      case 'bigint':
        return ['bigint', String(item)];
      case 'object':
        return item === null ? ['json', null] : describeObject(item);
      default:
        throw new Error('An object could not be cloned.');
    }
  }

  function describeObject(item: object): Node {
    if (Array.isArray(item)) return ['array', item.map(add)];
    if (item instanceof Date) return ['date', Number.isNaN(item.getTime()) ? null : item.getTime()];
    if (item instanceof RegExp) return ['regexp', item.source, item.flags];
    if (item instanceof Map)
      return ['map', [...item].map(([key, entry]): [number, number] => [add(key), add(entry)])];
    if (item instanceof Set) return ['set', [...item].map(add)];
    if (item instanceof Error) return ['error', item.name, item.message, item.stack ?? ''];
    if (item instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(item))];
    if (ArrayBuffer.isView(item)) {
      // Subclasses such as Node's Buffer arrive as what they extend.
      const name = Object.prototype.toString.call(item).slice(8, -1);
      return ['view', name, toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength))];
    }
    if (Object.prototype.toString.call(item) !== '[object Object]')
      throw new Error('An object could not be cloned.');
    return ['object', Object.entries(item).map(([key, entry]): [string, number] => [key, add(entry)])];
  }

  add(value);
  return JSON.stringify(nodes);
}

/** Rebuilds the value that `encodeStructured` was given. */
export function decodeStructured(text: string): unknown {
  const nodes: Node[] = JSON.parse(text);
  const built = new Map<number, unknown>();

  function build(index: number): unknown {
    if (built.has(index)) return built.get(index);
    const node = nodes[index] ?? ['undefined'];
    const container = createContainer(node);
    built.set(index, container);
    if (Array.isArray(container) && node[0] === 'array') {
      for (const entry of node[1]) container.push(build(entry));
    } else if (container instanceof Map && node[0] === 'map') {
      for (const [key, entry] of node[1]) container.set(build(key), build(entry));
    } else if (container instanceof Set && node[0] === 'set') {
      for (const entry of node[1]) container.add(build(entry));
    } else if (node[0] === 'object' && typeof container === 'object' && container !== null) {
      for (const [key, entry] of node[1]) {
        const member = { value: build(entry), configurable: true, enumerable: true, writable: true };
        Object.defineProperty(container, key, member);
      }
    }
    return container;
  }

  return build(0);
}

function createContainer(node: Node): unknown {
  switch (node[0]) {
    case 'json':
      return node[1];
    case 'undefined':
      return undefined;
    case 'number':
      return Number(node[1]);
    case 'bigint':
      return BigInt(node[1]);
    case 'date':
      return new Date(node[1] ?? Number.NaN);
    case 'regexp':
      return new RegExp(node[1], node[2]);
    case 'array':
      return [];
    case 'object':
      return {};
    case 'map':
      return new Map();
    case 'set':
      return new Set();
    case 'error':
      return Object.assign(new (ERRORS.get(node[1]) ?? Error)(node[2]), { stack: node[3] });
    case 'buffer':
      return fromBase64(node[1]).buffer;
    case 'view':
      return new (VIEWS.get(node[1]) ?? Uint8Array)(fromBase64(node[2]).buffer);
  }
}

function nameNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  }
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
