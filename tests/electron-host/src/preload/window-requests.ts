import type { HostAccess } from './host-access.ts';

/**
 * Catches every way in which a page asks for a new window before Chromium opens one: the app decides, as
 * with Electron's setWindowOpenHandler. The host emulates only "deny", so `window.open` answers null.
 */
export function routeNewWindows(host: HostAccess): void {
  const openHere = window.open.bind(window);
  const request = (url: string, frameName: string, features: string, disposition: string): void =>
    host.openWindow({ url: new URL(url, document.baseURI).href, frameName, features, disposition });

  window.open = (url, target, features) => {
    if (target !== undefined && isSameWindow(target)) return openHere(url, target, features);
    request(
      String(url ?? 'about:blank'),
      target ?? '',
      features ?? '',
      features ? 'new-window' : 'foreground-tab',
    );
    return null;
  };

  const followLink = (event: MouseEvent): void => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (event.defaultPrevented || link === undefined || link.href === '' || event.button > 1) return;
    const isAside = event.button === 1 || event.ctrlKey || event.metaKey;
    if (!isAside && !event.shiftKey && isSameWindow(link.target)) return;
    event.preventDefault();
    const disposition = isAside ? 'background-tab' : event.shiftKey ? 'new-window' : 'foreground-tab';
    request(link.href, link.target, '', disposition);
  };
  window.addEventListener('click', followLink);
  window.addEventListener('auxclick', followLink);
  window.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const target = event.submitter?.getAttribute('formtarget') ?? form.target;
    if (isSameWindow(target)) return;
    event.preventDefault();
    request(form.action, target, '', 'foreground-tab');
  });
}

function isSameWindow(target: string): boolean {
  return ['', '_self', '_top', '_parent'].includes(target);
}
