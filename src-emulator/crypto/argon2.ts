import { timingSafeEqual } from 'node:crypto';
import { type ArgonOpts, argon2iAsync, argon2idAsync } from '@noble/hashes/argon2.js';

/** RFC 9106 of version 1.3, in the variants 2i and 2id; Node 20 has no function for it. */

const pattern =
  /^\$(argon2id?)\$v=19\$m=(\d{1,6}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
/** In KiB; as much as scrypt may take. */
const maximumMemory = 256 * 1024;
/** KiB times passes: half a minute here; nobody waits longer. */
const maximumWork = 8 * maximumMemory;
const functions = { argon2i: argon2iAsync, argon2id: argon2idAsync };

type Digest = { variant: keyof typeof functions; options: ArgonOpts; salt: Buffer; hash: Buffer };

function readDigest(text: string): Digest | undefined {
  const [, name, memory, passes, lanes, salt = '', hash = ''] = pattern.exec(text) ?? [];
  const options = { m: Number(memory), t: Number(passes), p: Number(lanes) };
  const digest: Digest = {
    variant: name === 'argon2i' ? 'argon2i' : 'argon2id',
    options,
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
  const isUsable =
    options.t >= 1 &&
    options.p >= 1 &&
    options.m >= 8 * options.p &&
    options.m <= maximumMemory &&
    options.m * options.t <= maximumWork &&
    digest.salt.length >= 8 &&
    digest.hash.length >= 4;
  return isUsable ? digest : undefined;
}

export const isArgon2Digest = (variant: Digest['variant'], digest: string): boolean =>
  digest.startsWith(`$${variant}$`) && readDigest(digest) !== undefined;

/** Whether the digest is of this password. Other work goes on meanwhile. */
export async function verifyArgon2(password: string, text: string): Promise<boolean> {
  const digest = readDigest(text);
  if (!digest) return false;
  const { variant, options, salt, hash } = digest;
  const actual = await functions[variant](password, salt, { ...options, dkLen: hash.length });
  return timingSafeEqual(actual, hash);
}
