import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { guarded } from './guard.ts';

const HEADER = Buffer.from('v11');
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

export interface SafeStorageDependencies {
  /**
   * Whether there is a keyring; without one, Electron encrypts only when plain-text encryption was
   * allowed.
   */
  readonly hasKeyring: () => boolean;
  getAppName(): string;
  isReady(): boolean;
  whenReady(): Promise<unknown>;
}

/**
 * Electron's `safeStorage` as it behaves on Linux. A test double: the key is derived from the app's name,
 * so it protects nothing; it tells apart what was encrypted and what was not.
 */
export function createSafeStorage(dependencies: SafeStorageDependencies) {
  const { hasKeyring, isReady, whenReady, getAppName } = dependencies;
  let isPlainTextAllowed = false;
  const isAvailable = (): boolean => isReady() && (hasKeyring() || isPlainTextAllowed);
  const deriveKey = (): Buffer => createHash('sha256').update(`electron-host:${getAppName()}`).digest();

  function encryptString(plainText: string): Buffer {
    if (!isAvailable()) {
      throw new Error(
        'Error while encrypting the text provided to safeStorage.encryptString. Encryption is not available.',
      );
    }
    if (typeof plainText !== 'string')
      throw new TypeError('Error processing argument at index 0, conversion failure');
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', deriveKey(), iv);
    return Buffer.concat([HEADER, iv, cipher.update(plainText, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  function decryptString(encrypted: Buffer): string {
    const fail = (): never => {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
    };
    if (!isAvailable()) {
      throw new Error(
        'Error while decrypting the ciphertext provided to safeStorage.decryptString. ' +
          'Decryption is not available.',
      );
    }
    const bodyStart = HEADER.length + IV_LENGTH;
    if (!encrypted.subarray(0, HEADER.length).equals(HEADER) || encrypted.length < bodyStart + TAG_LENGTH)
      fail();
    const decipher = createDecipheriv(
      'aes-256-gcm',
      deriveKey(),
      encrypted.subarray(HEADER.length, bodyStart),
    );
    decipher.setAuthTag(encrypted.subarray(-TAG_LENGTH));
    try {
      return Buffer.concat([
        decipher.update(encrypted.subarray(bodyStart, -TAG_LENGTH)),
        decipher.final(),
      ]).toString();
    } catch {
      return fail();
    }
  }

  return guarded(
    {
      isEncryptionAvailable: isAvailable,
      encryptString,
      decryptString,
      async isAsyncEncryptionAvailable(): Promise<boolean> {
        await whenReady();
        return isAvailable();
      },
      async encryptStringAsync(plainText: string): Promise<Buffer> {
        await whenReady();
        return encryptString(plainText);
      },
      async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
        await whenReady();
        return { result: decryptString(encrypted), shouldReEncrypt: false };
      },
      getSelectedStorageBackend(): 'unknown' | 'gnome_libsecret' | 'basic_text' {
        if (!isReady()) return 'unknown';
        return hasKeyring() ? 'gnome_libsecret' : 'basic_text';
      },
      setUsePlainTextEncryption(isAllowed: boolean): void {
        isPlainTextAllowed = isAllowed;
      },
    },
    'safeStorage',
  );
}
