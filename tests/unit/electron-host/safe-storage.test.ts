import { expect, test } from 'vitest';
import { createSafeStorage } from '../../electron-host/src/safe-storage.ts';

const create = (hasKeyring: boolean, isReady = true) =>
  createSafeStorage({
    hasKeyring: () => hasKeyring,
    getAppName: () => 'app',
    isReady: () => isReady,
    whenReady: async () => {},
  });

test('what is encrypted comes back, by either API, and does not show', async () => {
  const storage = create(true);
  const encrypted = storage.encryptString('a secret');
  expect(encrypted.toString('latin1')).not.toContain('secret');
  expect(storage.decryptString(encrypted)).toBe('a secret');
  expect(await storage.decryptStringAsync(await storage.encryptStringAsync('ü'))).toEqual({
    result: 'ü',
    shouldReEncrypt: false,
  });
});

test('damaged and foreign data is refused', () => {
  const storage = create(true);
  const encrypted = storage.encryptString('a secret');
  encrypted[encrypted.length - 1] = (encrypted.at(-1) ?? 0) ^ 1;
  expect(() => storage.decryptString(encrypted)).toThrow('Error while decrypting');
  expect(() => storage.decryptString(Buffer.from('plain'))).toThrow('Error while decrypting');
});

test('without a keyring nothing is encrypted until plain text is allowed', async () => {
  const storage = create(false);
  expect([storage.isEncryptionAvailable(), await storage.isAsyncEncryptionAvailable()]).toEqual([
    false,
    false,
  ]);
  expect(storage.getSelectedStorageBackend()).toBe('basic_text');
  expect(() => storage.encryptString('x')).toThrow('Encryption is not available');
  storage.setUsePlainTextEncryption(true);
  expect(storage.decryptString(storage.encryptString('x'))).toBe('x');
});

test('before the app is ready nothing is known', () => {
  const storage = create(true, false);
  expect([storage.isEncryptionAvailable(), storage.getSelectedStorageBackend()]).toEqual([false, 'unknown']);
});
