import { EventEmitter } from 'node:events';
import type { App, WebContents } from 'electron';
import { describe, expect, it } from 'vitest';
import { isOwnPage, restrictNavigation } from '../../../../src-main/app/navigation.ts';

describe('navigation of the window (S34)', () => {
  it.each(['frontdesk://app/', 'frontdesk://app/index.html#/sign-up'])('allows its own page %s', (url) =>
    expect(isOwnPage(url)).toBe(true),
  );

  it.each([
    'frontdesk://other/',
    'frontdesk://app.evil/',
    'https://app/',
    'file:///app',
    'about:blank',
    'javascript:1',
    '',
  ])('refuses %s', (url) => expect(isOwnPage(url)).toBe(false));

  it('listens to every way in which a page can be left', () => {
    const app = new EventEmitter();
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]) {
        this.windowOpenHandler = handler;
      },
      windowOpenHandler: undefined as Parameters<WebContents['setWindowOpenHandler']>[0] | undefined,
    });
    const links: string[] = [];
    const emitter: Pick<App, 'on'> = app as EventEmitter & Pick<App, 'on'>;
    restrictNavigation(emitter, (url) => links.push(url));
    app.emit('web-contents-created', {}, contents);

    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      let isPrevented = false;
      contents.emit(name, { url: 'https://evil.example/', preventDefault: () => (isPrevented = true) });
      expect(isPrevented, name).toBe(true);
    }
    const answer = contents.windowOpenHandler?.({
      url: 'https://clerk.com/',
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: '', policy: 'no-referrer' },
    });
    expect(answer).toEqual({ action: 'deny' });
    expect(links).toEqual(['https://clerk.com/']);
  });
});
