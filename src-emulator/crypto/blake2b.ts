import { createHash } from 'node:crypto';

/** RFC 7693. Node has it for 64 bytes only, and the length goes into the hash; the rest is for short messages. */

const mask = (1n << 64n) - 1n;
const blockBytes = 128;

const startWords = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

const orders = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const;

/** The words that each of a round's eight steps mixes: first the columns, then the diagonals. */
const steps = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const at = (words: readonly bigint[], index: number): bigint => words[index] ?? 0n;
const rotate = (word: bigint, bits: bigint): bigint => ((word >> bits) | (word << (64n - bits))) & mask;

/** The hash of `length` bytes, 1 to 64. */
export function blake2b(message: Buffer, length: number): Buffer {
  if (length === 64) return createHash('blake2b512').update(message).digest();
  const state = [...startWords];
  state[0] = at(state, 0) ^ BigInt(0x01010000 + length);
  const blocks = Math.max(1, Math.ceil(message.length / blockBytes));
  for (let index = 0; index < blocks; index += 1) {
    const block = Buffer.alloc(blockBytes);
    message.copy(block, 0, index * blockBytes);
    const isLast = index === blocks - 1;
    compress(state, block, isLast ? message.length : (index + 1) * blockBytes, isLast);
  }
  const bytes = Buffer.alloc(64);
  for (const [index, word] of state.entries()) bytes.writeBigUInt64LE(word, index * 8);
  return bytes.subarray(0, length);
}

function compress(state: bigint[], block: Buffer, bytesSoFar: number, isLast: boolean): void {
  const words = Array.from({ length: 16 }, (_, index) => block.readBigUInt64LE(index * 8));
  const mixed = [...state, ...startWords];
  mixed[12] = at(mixed, 12) ^ BigInt(bytesSoFar);
  if (isLast) mixed[14] = at(mixed, 14) ^ mask;
  for (let round = 0; round < 12; round += 1) {
    const order = orders[round % orders.length] ?? [];
    for (const [index, places] of steps.entries())
      mix(mixed, places, at(words, order[2 * index] ?? 0), at(words, order[2 * index + 1] ?? 0));
  }
  for (let index = 0; index < 8; index += 1)
    state[index] = at(state, index) ^ at(mixed, index) ^ at(mixed, index + 8);
}

function mix(
  words: bigint[],
  [a, b, c, d]: readonly [number, number, number, number],
  first: bigint,
  second: bigint,
): void {
  words[a] = (at(words, a) + at(words, b) + first) & mask;
  words[d] = rotate(at(words, d) ^ at(words, a), 32n);
  words[c] = (at(words, c) + at(words, d)) & mask;
  words[b] = rotate(at(words, b) ^ at(words, c), 24n);
  words[a] = (at(words, a) + at(words, b) + second) & mask;
  words[d] = rotate(at(words, d) ^ at(words, a), 16n);
  words[c] = (at(words, c) + at(words, d)) & mask;
  words[b] = rotate(at(words, b) ^ at(words, c), 63n);
}
