import { copyFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { TokenStorage } from '@clerk/electron';

/** The one key that @clerk/electron's renderer half stores a token under. */
const clientTokenKey = '__clerk_client_jwt';
const longestToken = 16_384;

export type ClientTokenStoreOptions = {
  /** Folder of the token file. */
  folder: string;
  /** Instance the tokens belong to; each instance has a file of its own, so that no token is sent to another one. */
  instance: string;
  /** Whether the operating system can encrypt; asked at the first access, after Electron is ready. */
  isEncryptionAvailable: () => boolean;
  /** Makes Clerk's own storage (electron-store + safeStorage) with this file name; may throw on a broken file. */
  createEncryptedStorage: (name: string) => TokenStorage;
  warn: (message: string) => void;
  now: () => Date;
};

/**
 * Keeps Clerk's client token between runs, encrypted by the operating system.
 * SECURITY S29: without a keyring it stays in memory, whatever weaker encryption is on offer.
 * SECURITY S30: a file that cannot be read or decrypted means signed out; it is kept aside, never deleted.
 */
export function createClientTokenStore(options: ClientTokenStoreOptions): TokenStorage {
  const name = `client-token-${options.instance.replace(/[^a-z0-9.-]/gi, '_')}`;
  const path = join(options.folder, `${name}.json`);
  const memory = createMemoryStorage();
  setAsideIfDamaged(path, options);
  const encrypted = options.createEncryptedStorage(name);
  const current = () => (options.isEncryptionAvailable() ? encrypted : memory);

  return {
    async getItem(key) {
      if (key !== clientTokenKey) return null;
      const storage = current();
      const token = await storage.getItem(key);
      if (token === null && storage === encrypted && readStore(path)?.[key] !== undefined) {
        keepAside(path, copyFileSync, options);
        await storage.removeItem(key);
      }
      return token;
    },
    async setItem(key, value) {
      if (key !== clientTokenKey || typeof value !== 'string' || value.length > longestToken) return;
      await current().setItem(key, value);
    },
    async removeItem(key) {
      if (key === clientTokenKey) await current().removeItem(key);
    },
  };
}

function createMemoryStorage(): TokenStorage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

type AsideOptions = Pick<ClientTokenStoreOptions, 'warn' | 'now'>;

function setAsideIfDamaged(path: string, options: AsideOptions): void {
  if (existsSync(path) && !readStore(path)) keepAside(path, renameSync, options);
}

function keepAside(path: string, put: (from: string, to: string) => void, { warn, now }: AsideOptions): void {
  const aside = `${path}.damaged-${now().toISOString().replace(/:/g, '-')}`;
  put(path, aside);
  warn(`the stored sign-in could not be read; it is kept as ${aside} and you have to sign in again`);
}

/** The content of the token file, or `undefined` when there is none or it is not a JSON object. */
function readStore(path: string): Record<string, unknown> | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
