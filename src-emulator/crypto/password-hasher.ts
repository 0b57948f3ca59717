import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { isStoredDigest, verifyStoredDigest } from './imported-passwords.ts';

/**
 * Slow, salted password hashing. SECURITY S47: emulated passwords are kept as real hashes, never in clear.
 */
export type PasswordHasher = {
  hash(password: string): Promise<string>;
  /** Compares in constant time. Accepts hashes of any cost, and imported digests. */
  verify(password: string, stored: string): Promise<boolean>;
};

/** The lowest that Node accepts. */
export const lowestPasswordCost = 1;

const blockSize = 8;
const parallelism = 1;
const keyLength = 32;
const baseMemory = 1024 * 1024;

/**
 * `cost` is the base-2 logarithm of scrypt's N (RFC 7914); OWASP's advice for interactive logins starts at
 * 15.
 */
export function createPasswordHasher(cost = 15): PasswordHasher {
  return {
    async hash(password) {
      const salt = randomBytes(16);
      const key = await deriveKey(password, salt, cost);
      return ['scrypt', cost, salt.toString('base64url'), key.toString('base64url')].join('$');
    },
    async verify(password, stored) {
      if (isStoredDigest(stored)) return verifyStoredDigest(password, stored);
      const [scheme, storedCost, salt, key] = stored.split('$');
      if (scheme !== 'scrypt' || !storedCost || !salt || !key) return false;
      const expected = Buffer.from(key, 'base64url');
      const actual = await deriveKey(password, Buffer.from(salt, 'base64url'), Number(storedCost));
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}

const deriveKey = (password: string, salt: Buffer, cost: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const options = {
      N: 2 ** cost,
      r: blockSize,
      p: parallelism,
      maxmem: baseMemory + 128 * blockSize * 2 ** cost,
    };
    scrypt(password.normalize('NFKC'), salt, keyLength, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
