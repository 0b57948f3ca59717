import { timingSafeEqual } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { blockHalves, compress, halfAt, multiplyHigh } from './argon2-block.ts';
import { blake2b } from './blake2b.ts';

/** RFC 9106 of version 1.3, in the variants 2i and 2id; Node 20 has no function for it. */

const pattern =
  /^\$(argon2id?)\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const types = { argon2i: 1, argon2id: 2 } as const;
const version = 0x13;
const slices = 4;
const addressesPerBlock = 128;

type Parameters = {
  type: 1 | 2;
  /** Blocks of a kilobyte. */
  memory: number;
  passes: number;
  lanes: number;
  salt: Buffer;
  hash: Buffer;
};

function readDigest(digest: string): Parameters | undefined {
  const [, name, memory, passes, lanes, salt = '', hash = ''] = pattern.exec(digest) ?? [];
  const parameters: Parameters = {
    type: types[name === 'argon2i' ? 'argon2i' : 'argon2id'],
    memory: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  const isUsable =
    parameters.passes >= 1 &&
    parameters.lanes >= 1 &&
    parameters.memory >= 8 * parameters.lanes &&
    parameters.salt.length >= 8 &&
    parameters.hash.length >= 4;
  return isUsable ? parameters : undefined;
}

export const isArgon2Digest = (variant: 'argon2i' | 'argon2id', digest: string): boolean =>
  digest.startsWith(`$${variant}$`) && readDigest(digest) !== undefined;

/** Whether the digest is of this password. Other work goes on between the segments. */
export async function verifyArgon2(password: string, digest: string): Promise<boolean> {
  const parameters = readDigest(digest);
  if (!parameters) return false;
  const actual = await hashArgon2(Buffer.from(password), parameters);
  return timingSafeEqual(actual, parameters.hash);
}

async function hashArgon2(password: Buffer, parameters: Parameters): Promise<Buffer> {
  const { lanes, passes, hash } = parameters;
  const segmentLength = Math.floor(parameters.memory / (slices * lanes));
  const laneLength = segmentLength * slices;
  const start = blake2b(firstInput(password, parameters), 64);
  const blocks = Array.from({ length: lanes }, (_, lane) =>
    Array.from({ length: laneLength }, (_unused, column) =>
      column < 2
        ? toBlock(longHash(Buffer.concat([start, numbers(column, lane)]), 1024))
        : new Uint32Array(blockHalves),
    ),
  );
  for (let pass = 0; pass < passes; pass += 1)
    for (let slice = 0; slice < slices; slice += 1)
      for (let lane = 0; lane < lanes; lane += 1) {
        fillSegment(blocks, { ...parameters, segmentLength, laneLength }, { pass, slice, lane });
        await setImmediate();
      }
  const last = new Uint32Array(blockHalves);
  for (const lane of blocks)
    lane.at(-1)?.forEach((half, index) => {
      last[index] = halfAt(last, index) ^ half;
    });
  return longHash(Buffer.from(last.buffer), hash.length);
}

const firstInput = (password: Buffer, { type, memory, passes, lanes, salt, hash }: Parameters): Buffer =>
  Buffer.concat([
    numbers(lanes, hash.length, memory, passes, version, type, password.length),
    password,
    numbers(salt.length),
    salt,
    // Neither a secret nor associated data.
    numbers(0, 0),
  ]);

/** In 32 bits each, the lowest byte first. */
const numbers = (...values: number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

const toBlock = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: blockHalves }, (_, index) => bytes.readUInt32LE(index * 4));

/** RFC 9106, 3.3: BLAKE2b of any length. */
function longHash(input: Buffer, length: number): Buffer {
  const first = Buffer.concat([numbers(length), input]);
  if (length <= 64) return blake2b(first, length);
  const parts: Buffer[] = [];
  let part = blake2b(first, 64);
  for (let rest = length; rest > 64; rest -= 32) {
    parts.push(part.subarray(0, 32));
    part = blake2b(part, Math.min(64, rest - 32));
  }
  return Buffer.concat([...parts, part]);
}

type Layout = Parameters & { segmentLength: number; laneLength: number };
type Segment = { pass: number; slice: number; lane: number };

function fillSegment(blocks: Uint32Array[][], layout: Layout, segment: Segment): void {
  const { pass, slice, lane } = segment;
  const { segmentLength, laneLength, lanes } = layout;
  const own = blocks[lane] ?? [];
  // Data decide where to read from, or with 2i, and in the first half of the first pass of 2id, a counter does.
  const isByCounter = layout.type === types.argon2i || (pass === 0 && slice < slices / 2);
  let addresses = new Uint32Array(blockHalves);
  for (let index = 0; index < segmentLength; index += 1) {
    if (isByCounter && index % addressesPerBlock === 0)
      addresses = createAddresses(layout, segment, index / addressesPerBlock + 1);
    if (pass === 0 && slice === 0 && index < 2) continue;
    const column = slice * segmentLength + index;
    const before = own[(column + laneLength - 1) % laneLength];
    const into = own[column];
    if (!before || !into) continue;
    const place = isByCounter ? (index % addressesPerBlock) * 2 : 0;
    const chosen = isByCounter ? addresses : before;
    const otherLane = pass === 0 && slice === 0 ? lane : halfAt(chosen, place + 1) % lanes;
    const position = chooseColumn(layout, segment, index, otherLane === lane, halfAt(chosen, place));
    const other = blocks[otherLane]?.[position];
    if (other) compress(before, other, into, pass > 0);
  }
}

function createAddresses(
  layout: Layout,
  { pass, slice, lane }: Segment,
  counter: number,
): Uint32Array<ArrayBuffer> {
  const zero = new Uint32Array(blockHalves);
  const input = new Uint32Array(blockHalves);
  const memory = layout.laneLength * layout.lanes;
  for (const [index, value] of [pass, lane, slice, memory, layout.passes, layout.type, counter].entries())
    input[index * 2] = value;
  const addresses = new Uint32Array(blockHalves);
  compress(zero, input, addresses, false);
  compress(zero, addresses.slice(), addresses, false);
  return addresses;
}

/** RFC 9106, 3.4.2: later blocks are chosen more often. */
function chooseColumn(
  { segmentLength, laneLength }: Layout,
  { pass, slice }: Segment,
  index: number,
  isOwnLane: boolean,
  random: number,
): number {
  const finished = pass === 0 ? slice * segmentLength : laneLength - segmentLength;
  const size = finished + (isOwnLane ? index - 1 : index === 0 ? -1 : 0);
  const offset = size - 1 - multiplyHigh(size, multiplyHigh(random, random));
  const start = pass === 0 || slice === slices - 1 ? 0 : (slice + 1) * segmentLength;
  return (start + offset) % laneLength;
}
