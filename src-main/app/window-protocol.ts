import { protocol } from 'electron';
import { windowHost, windowScheme } from '../../src-contracts/brand.ts';
import type { WindowOrigins } from '../../src-contracts/content-security-policy.ts';
import { fillPage, type WindowFile } from '../../src-window-files/window-files.ts';

/** Serves `frontdesk://app/…`. Any other host or method of the scheme is answered 404 or 405. */
export function serveWindow(readFile: (urlPath: string) => Promise<WindowFile>): void {
  protocol.handle(windowScheme, async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
    if (url.host !== windowHost) return new Response(null, { status: 404 });
    const { status, headers, body } = await readFile(url.pathname);
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(body), { status, headers });
  });
}

/** Serves the window from electron-vite's development server instead, under the same origin and policy. */
export function serveWindowFrom(
  developmentServer: string,
  readPolicy: () => Promise<{ nonce: string; header: string; origins: WindowOrigins }>,
): void {
  protocol.handle(windowScheme, async (request) => {
    const { pathname, search } = new URL(request.url);
    const answer = await fetch(new URL(pathname + search, developmentServer));
    const headers = new Headers(answer.headers);
    headers.delete('content-encoding');
    headers.delete('content-length');
    if (!headers.get('content-type')?.startsWith('text/html'))
      return new Response(answer.body, { status: answer.status, headers });
    const { nonce, header, origins } = await readPolicy();
    headers.set('content-security-policy', header);
    return new Response(fillPage(await answer.text(), nonce, origins), {
      status: answer.status,
      headers,
    });
  });
}
