import type { App, WebContents } from 'electron';
import { windowOrigin } from '../../src-contracts/brand.ts';

/** Whether the window may load `url` by itself: its own pages only. */
export const isOwnPage = (url: string): boolean => {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === windowOrigin;
  } catch {
    return false;
  }
};

/**
 * SECURITY S34: every web contents may show its own pages and nothing else; new windows and webviews are denied
 * (Electron security checklist 13, 14 and 12). `openLink` decides about links that ask for a new window.
 */
export function restrictNavigation(app: Pick<App, 'on'>, openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => restrict(contents, openLink));
}

function restrict(contents: WebContents, openLink: (url: string) => void): void {
  contents.on('will-navigate', (event) => denyForeign(event, event.url));
  contents.on('will-frame-navigate', (event) => denyForeign(event, event.url));
  contents.on('will-redirect', (event) => denyForeign(event, event.url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}

function denyForeign(event: { preventDefault: () => void }, url: string): void {
  if (!isOwnPage(url)) event.preventDefault();
}
