import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenStorage } from '@clerk/electron';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClientTokenStore } from '../../../../src-main/secrets/client-token-store.ts';

const key = '__clerk_client_jwt';
let folder: string;
let warnings: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-token-'));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Stands for electron-store with safeStorage: reverses text, and cannot read what is not marked `enc:`. */
function reversingStorage(file: string): TokenStorage {
  const read = (): Record<string, string> => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
  const reverse = (text: string) => [...text].reverse().join('');
  return {
    getItem: (name) => (read()[name]?.startsWith('enc:') ? reverse(read()[name]?.slice(4) ?? '') : null),
    setItem: (name, value) =>
      writeFileSync(file, JSON.stringify({ ...read(), [name]: `enc:${reverse(value)}` })),
    removeItem: (name) => writeFileSync(file, JSON.stringify({ ...read(), [name]: undefined })),
  };
}

const createStore = (isEncryptionAvailable = true, instance = 'emulator') =>
  createClientTokenStore({
    folder,
    instance,
    isEncryptionAvailable: () => isEncryptionAvailable,
    createEncryptedStorage: (name) => reversingStorage(join(folder, `${name}.json`)),
    warn: (message) => warnings.push(message),
    now: () => new Date('2026-11-23T06:00:00Z'),
  });

describe('the client token store (S29, S30)', () => {
  it('keeps the token over a restart, and not in clear', async () => {
    await createStore().setItem(key, 'token-in-clear');
    expect(await createStore().getItem(key)).toBe('token-in-clear');
    expect(readFileSync(join(folder, 'client-token-emulator.json'), 'utf8')).not.toContain('token-in-clear');
  });

  it('keeps it in memory only when the system cannot encrypt', async () => {
    const store = createStore(false);
    await store.setItem(key, 'token-in-clear');
    expect(await store.getItem(key)).toBe('token-in-clear');
    expect(readdirSync(folder)).toEqual([]);
    expect(await createStore(false).getItem(key)).toBeNull();
  });

  it('keeps the tokens of instances apart', async () => {
    await createStore(true, 'clerk.one.example').setItem(key, 'one');
    expect(await createStore(true, 'clerk.two.example').getItem(key)).toBeNull();
  });

  it.each(['{ not json', '[]', '"text"', ''])(
    'sets a damaged file aside and starts signed out: %s',
    async (content) => {
      writeFileSync(join(folder, 'client-token-emulator.json'), content);
      expect(await createStore().getItem(key)).toBeNull();
      const aside = readdirSync(folder).find((name) => name.includes('damaged'));
      expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toBe(content);
      expect(warnings).toHaveLength(1);
    },
  );

  it('sets a token aside that cannot be decrypted', async () => {
    writeFileSync(join(folder, 'client-token-emulator.json'), JSON.stringify({ [key]: 'foreign' }));
    const store = createStore();
    expect(await store.getItem(key)).toBeNull();
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toHaveLength(1);
    await store.setItem(key, 'new');
    expect(await store.getItem(key)).toBe('new');
  });

  it('stores nothing but a token of reasonable size under its one name', async () => {
    const store = createStore();
    await store.setItem('other', 'value');
    await store.setItem(key, 'x'.repeat(20_000));
    expect(await store.getItem('other')).toBeNull();
    expect(await store.getItem(key)).toBeNull();
  });

  it('forgets a token that is removed', async () => {
    const store = createStore();
    await store.setItem(key, 'token');
    await store.removeItem(key);
    expect(await createStore().getItem(key)).toBeNull();
  });
});
