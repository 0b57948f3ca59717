import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

/** Keeps one client token per browser. `key` is what that browser's cookie holds. */
export type ClientTokenVault = {
  read: (key: string) => Promise<string | null>;
  write: (key: string, token: string) => Promise<void>;
  remove: (key: string) => Promise<void>;
};

/** A new key for a browser that has none: 256 random bits, base64url. */
export const createVaultKey = (): string => randomBytes(keyBytes).toString('base64url');

export const isVaultKey = (value: string | undefined): value is string =>
  value !== undefined && /^[\w-]{43}$/.test(value);

/**
 * Client tokens in files that only their browser can open: the file holds the ciphertext, the browser's HttpOnly cookie
 * the key, and neither is of use without the other. (Cookies of 127.0.0.1 reach the servers on all its ports, so a
 * cookie must not hold the token itself.) A file that cannot be decrypted means signed out and is kept aside.
 */
export function createClientTokenVault(folder: string): ClientTokenVault {
  const fileOf = (key: string) => join(folder, createHash('sha256').update(key).digest('hex'));

  return {
    async read(key) {
      const file = fileOf(key);
      const sealed = await readFile(file).catch(() => undefined);
      if (!sealed) return null;
      const token = open(sealed, key);
      if (token === null) await rename(file, `${file}.damaged`);
      return token;
    },
    async write(key, token) {
      const file = fileOf(key);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const next = `${file}.${randomBytes(4).toString('hex')}.next`;
      await writeFile(next, seal(token, key), { mode: 0o600 });
      await rename(next, file);
    },
    remove: (key) => rm(fileOf(key), { force: true }),
  };
}

function seal(token: string, key: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, Buffer.from(key, 'base64url'), iv);
  return Buffer.concat([iv, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function open(sealed: Buffer, key: string): string | null {
  try {
    const decipher = createDecipheriv(algorithm, Buffer.from(key, 'base64url'), sealed.subarray(0, ivBytes));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const plain = Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]);
    return plain.toString('utf8');
  } catch {
    return null;
  }
}
