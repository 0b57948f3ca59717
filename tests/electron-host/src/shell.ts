import { appendFileSync } from 'node:fs';
import { guarded } from './guard.ts';

/**
 * Electron's `shell`: nothing is opened; addresses are recorded, one a line, in `openedFile` where one was
 * given.
 */
export function createShell(openedFile: string | undefined) {
  const record = (address: string): void => {
    if (openedFile !== undefined) appendFileSync(openedFile, `${address}\n`);
  };
  return guarded(
    {
      async openExternal(url: string): Promise<void> {
        new URL(url);
        record(url);
      },
      async openPath(file: string): Promise<string> {
        record(file);
        return '';
      },
      showItemInFolder: record,
      beep() {},
    },
    'shell',
  );
}
