import { createHash, timingSafeEqual } from 'node:crypto';

/** The portable hashes of https://www.openwall.com/phpass, which many applications in PHP have kept passwords in. */

const pattern = /^\$[PH]\$([./0-9A-Za-z])([./0-9A-Za-z]{8})([./0-9A-Za-z]{22})$/;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const minimumCost = 7;
/** A few seconds. */
const maximumCost = 20;

const readCost = (digest: string): number => alphabet.indexOf(pattern.exec(digest)?.[1] ?? ' ');

export const isPhpassDigest = (digest: string): boolean =>
  readCost(digest) >= minimumCost && readCost(digest) <= maximumCost;

export function verifyPhpass(password: string, digest: string): boolean {
  if (!isPhpassDigest(digest)) return false;
  const [, , salt = '', text = ''] = pattern.exec(digest) ?? [];
  let hash = md5(salt, password);
  for (let round = 0; round < 2 ** readCost(digest); round += 1) hash = md5(hash, password);
  return timingSafeEqual(Buffer.from(encode(hash)), Buffer.from(text));
}

const md5 = (...parts: (string | Buffer)[]): Buffer =>
  parts.reduce((sum, part) => sum.update(part), createHash('md5')).digest();

/** Base64 with an alphabet of its own, the lowest bits first. */
function encode(bytes: Buffer): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 3) {
    const part = bytes.subarray(start, start + 3);
    const value = part.readUIntLE(0, part.length);
    for (let letter = 0; letter <= part.length; letter += 1) text += alphabet[(value >>> (6 * letter)) & 63];
  }
  return text;
}
