import type { MessageBoxOptions } from 'electron';
import { guarded } from './guard.ts';

/**
 * Electron's `dialog`: nothing is shown. Every question gets its default answer, every file dialog is
 * cancelled.
 */
export function createDialog(logError: (line: string) => void) {
  return guarded(
    {
      async showMessageBox(...args: [MessageBoxOptions] | [object, MessageBoxOptions]) {
        const options = args.length === 1 ? args[0] : args[1];
        return { response: options.defaultId ?? 0, checkboxChecked: options.checkboxChecked ?? false };
      },
      /** On Linux, Electron writes to stderr too when the app is not ready yet. */
      showErrorBox: (title: string, content: string): void => logError(`${title}: ${content}`),
      showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
      showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    },
    'dialog',
  );
}
