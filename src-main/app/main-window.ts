import { BrowserWindow, nativeTheme } from 'electron';
import { productName, windowOrigin } from '../../src-contracts/brand.ts';

export type MainWindowOptions = { preload: string; title: string; hasDevTools: boolean };

/** Opens the application's window. SECURITY S31: sandboxed, isolated, without Node (Electron checklist 2 to 4). */
export function openMainWindow({ preload, title, hasDevTools }: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1180,
    height: 800,
    minWidth: 380,
    minHeight: 560,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#12181a' : '#f6f2ea',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: hasDevTools,
    },
  });
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${windowOrigin}/`);
  return window;
}

/** The title says when no real Clerk instance stands behind the window. */
export const windowTitle = (isEmulated: boolean): string =>
  isEmulated ? `${productName} (demo)` : productName;

/** Brings the window of a running application to the front. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
