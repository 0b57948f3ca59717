import os from 'node:os';
import path from 'node:path';

/** The Chromium release that Electron 45 carries. */
export const CHROME_VERSION = '156.0.0.0';

/** Gives `process` the members that distinguish Electron's main process from plain Node's. */
export function shapeProcess(executable: string, electronVersion: string, argv: readonly string[]): void {
  const members = {
    type: 'browser',
    versions: { ...process.versions, electron: electronVersion, chrome: CHROME_VERSION },
    execPath: executable,
    resourcesPath: path.join(path.dirname(executable), 'resources'),
    argv: [executable, ...argv],
    getSystemVersion: () => os.release(),
  };
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
  }
}

/** Marks an app that is not packed beside the executable, as Electron does for `electron <path>`. */
export function markDefaultApp(): void {
  Object.defineProperty(process, 'defaultApp', { value: true, configurable: true, enumerable: true });
}
