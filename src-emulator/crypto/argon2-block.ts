/**
 * RFC 9106, 3.5 and 3.6: blocks of 1024 bytes, which are 128 words of 64 bits, each kept low half first. Written for
 * speed: the usual parameters take a hundred million of the steps below.
 */

export const blockHalves = 256;
const limit = 2 ** 32;

export const halfAt = (words: Uint32Array, index: number): number => words[index] ?? 0;

/** The high half of a product of two 32-bit numbers. */
export function multiplyHigh(left: number, right: number): number {
  const leftLow = left & 0xffff;
  const rightLow = right & 0xffff;
  const up = (left >>> 16) * rightLow;
  const down = leftLow * (right >>> 16);
  const middle = ((leftLow * rightLow) >>> 16) + (up & 0xffff) + (down & 0xffff);
  return (left >>> 16) * (right >>> 16) + (up >>> 16) + (down >>> 16) + (middle >>> 16);
}

/** `a += b + 2 * low(a) * low(b)`, then `d` is turned right by what is left of it and `a`; the halves are in `words`. */
function addAndTurn(words: Uint32Array, a: number, b: number, d: number, bits: number): void {
  const left = halfAt(words, a);
  const right = halfAt(words, b);
  const product = Math.imul(left, right) >>> 0;
  const sum = left + right + ((product << 1) >>> 0);
  const low = sum >>> 0;
  const doubled = (multiplyHigh(left, right) << 1) | (product >>> 31);
  const high = (halfAt(words, a + 1) + halfAt(words, b + 1) + doubled + (sum - low) / limit) >>> 0;
  words[a] = low;
  words[a + 1] = high;
  const mixedLow = halfAt(words, d) ^ low;
  const mixedHigh = halfAt(words, d + 1) ^ high;
  if (bits === 32) {
    words[d] = mixedHigh;
    words[d + 1] = mixedLow;
  } else if (bits === 63) {
    words[d] = (mixedLow << 1) | (mixedHigh >>> 31);
    words[d + 1] = (mixedHigh << 1) | (mixedLow >>> 31);
  } else {
    words[d] = (mixedLow >>> bits) | (mixedHigh << (32 - bits));
    words[d + 1] = (mixedHigh >>> bits) | (mixedLow << (32 - bits));
  }
}

function mix(words: Uint32Array, a: number, b: number, c: number, d: number): void {
  addAndTurn(words, a, b, d, 32);
  addAndTurn(words, c, d, b, 24);
  addAndTurn(words, a, b, d, 16);
  addAndTurn(words, c, d, b, 63);
}

/** The permutation of sixteen words: pairs of neighbours, the first at `start` and the next each `stride` further. */
function permute(words: Uint32Array, start: number, stride: number): void {
  const second = start + 2 * stride;
  const third = start + 4 * stride;
  const fourth = start + 6 * stride;
  mix(words, start, second, third, fourth);
  mix(words, start + 2, second + 2, third + 2, fourth + 2);
  mix(words, start + stride, second + stride, third + stride, fourth + stride);
  mix(words, start + stride + 2, second + stride + 2, third + stride + 2, fourth + stride + 2);
  mix(words, start, second + 2, third + stride, fourth + stride + 2);
  mix(words, start + 2, second + stride, third + stride + 2, fourth);
  mix(words, start + stride, second + stride + 2, third, fourth + 2);
  mix(words, start + stride + 2, second, third + 2, fourth + stride);
}

const words = new Uint32Array(blockHalves);

/** The compression function of two blocks; `into` gets it, or with `isAdded` what it has is added by exclusive or. */
export function compress(left: Uint32Array, right: Uint32Array, into: Uint32Array, isAdded: boolean): void {
  for (let index = 0; index < blockHalves; index += 1) {
    const sum = halfAt(left, index) ^ halfAt(right, index);
    words[index] = sum;
    into[index] = isAdded ? halfAt(into, index) ^ sum : sum;
  }
  for (let row = 0; row < 8; row += 1) permute(words, row * 32, 4);
  for (let column = 0; column < 8; column += 1) permute(words, column * 4, 32);
  for (let index = 0; index < blockHalves; index += 1)
    into[index] = halfAt(into, index) ^ halfAt(words, index);
}
