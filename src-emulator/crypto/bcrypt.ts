import { timingSafeEqual } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

/** Provos and Mazières, "A Future-Adaptable Password Scheme", 1999; Node has no function for it. */

const pattern = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})$/;
const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const keyMaximum = 72;
const minimumCost = 4;
/** Half a minute here; nobody waits longer. */
const maximumCost = 16;
const roundsBeforeBreath = 64;
const subkeys = 18;
const stateWords = subkeys + 4 * 256;

const readCost = (digest: string): number => Number(pattern.exec(digest)?.[1] ?? 0);

export const isBcryptDigest = (digest: string): boolean =>
  readCost(digest) >= minimumCost && readCost(digest) <= maximumCost;

/** Whether the digest is of this password. Other work goes on meanwhile. */
export async function verifyBcrypt(password: string, digest: string): Promise<boolean> {
  const [, cost = '', salt = '', hash = ''] = pattern.exec(digest) ?? [];
  if (!isBcryptDigest(digest)) return false;
  const actual = await hashBcrypt(password, decode(salt, 16), Number(cost));
  return timingSafeEqual(actual, decode(hash, actual.length));
}

async function hashBcrypt(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const key = toWords(Buffer.from(`${password}\0`).subarray(0, keyMaximum), subkeys);
  const saltWords = toWords(salt, 4);
  const state = piWords().slice();
  expand(state, key, saltWords);
  for (let round = 0; round < 2 ** cost; round += 1) {
    expand(state, key);
    expand(state, toWords(salt, subkeys));
    if (round % roundsBeforeBreath === 0) await setImmediate();
  }
  const text = toWords(Buffer.from('OrpheanBeholderScryDoubt'), 6);
  for (let pair = 0; pair < 6; pair += 2)
    for (let time = 0; time < 64; time += 1) encipher(state, text, pair);
  const bytes = Buffer.alloc(24);
  text.forEach((word, index) => {
    bytes.writeUInt32BE(word, index * 4);
  });
  // The first implementation forgot the last byte, and all others do so as well.
  return bytes.subarray(0, 23);
}

const at = (words: Uint32Array, index: number): number => words[index] ?? 0;

/** So many words of a stream that repeats the bytes. */
function toWords(bytes: Buffer, count: number): Uint32Array<ArrayBuffer> {
  const stream = Buffer.alloc(count * 4, bytes);
  return Uint32Array.from({ length: count }, (_, index) => stream.readUInt32BE(index * 4));
}

/** Mixes the key into the subkeys and then all of the state with itself, and with the salt where there is one. */
function expand(state: Uint32Array, key: Uint32Array, salt = new Uint32Array(4)): void {
  for (let index = 0; index < subkeys; index += 1) state[index] = at(state, index) ^ at(key, index);
  const block = new Uint32Array(2);
  for (let index = 0; index < stateWords; index += 2) {
    block[0] = at(block, 0) ^ at(salt, index % 4);
    block[1] = at(block, 1) ^ at(salt, (index + 1) % 4);
    encipher(state, block, 0);
    state[index] = at(block, 0);
    state[index + 1] = at(block, 1);
  }
}

/** Blowfish's sixteen rounds, on the two words at `position`. */
function encipher(state: Uint32Array, words: Uint32Array, position: number): void {
  let left = at(words, position) ^ at(state, 0);
  let right = at(words, position + 1);
  for (let round = 1; round <= 16; round += 2) {
    right ^= scramble(state, left) ^ at(state, round);
    left ^= scramble(state, right) ^ at(state, round + 1);
  }
  words[position] = right ^ at(state, 17);
  words[position + 1] = left;
}

function scramble(state: Uint32Array, word: number): number {
  const first = at(state, subkeys + (word >>> 24)) + at(state, subkeys + 256 + ((word >>> 16) & 255));
  return (first ^ at(state, subkeys + 512 + ((word >>> 8) & 255))) + at(state, subkeys + 768 + (word & 255));
}

let initialState: Uint32Array<ArrayBuffer> | undefined;

/** Blowfish's state before any key is the binary fraction of pi, by Machin's formula. */
function piWords(): Uint32Array<ArrayBuffer> {
  if (initialState) return initialState;
  const guardBits = 64n;
  const one = 1n << (BigInt(stateWords * 32) + guardBits);
  const pi = 4n * (4n * arctanOfInverse(5n, one) - arctanOfInverse(239n, one));
  const digits = ((pi - 3n * one) >> guardBits).toString(16).padStart(stateWords * 8, '0');
  initialState = toWords(Buffer.from(digits, 'hex'), stateWords);
  return initialState;
}

function arctanOfInverse(divisor: bigint, one: bigint): bigint {
  let power = one / divisor;
  let sum = power;
  let sign = -1n;
  for (let odd = 3n; power > 0n; odd += 2n) {
    power /= divisor * divisor;
    sum += (sign * power) / odd;
    sign = -sign;
  }
  return sum;
}

/** Base64 with an alphabet of its own and no padding. */
function decode(text: string, length: number): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(6, '0')).join('');
  const readByte = (index: number) => Number.parseInt(bits.slice(index * 8, index * 8 + 8), 2);
  return Buffer.from(Array.from({ length }, (_, index) => readByte(index)));
}
