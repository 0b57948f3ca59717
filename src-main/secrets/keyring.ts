import { safeStorage } from 'electron';

/**
 * Whether the operating system can encrypt with a key of this user's. SECURITY S29: on Linux without a keyring Electron
 * offers a key that is the same for everybody (`basic_text`), which protects nothing.
 */
export const isKeyringAvailable = (): boolean =>
  safeStorage.isEncryptionAvailable() &&
  (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text');
