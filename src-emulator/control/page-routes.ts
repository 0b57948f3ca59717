/// <reference path="../raw-text.d.ts" />
import type { Response, Router } from 'express';
import style from './page/page.css?raw';
import html from './page/page.html?raw';
import script from './page/page.js?raw';
import panelStyle from './page/panels.css?raw';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page for people: what runs here, the keys to copy, and the mail that would have been sent. */
export function addPageRoutes(router: Router): void {
  router.get('/', (_request, response) => {
    response.setHeader('Content-Security-Policy', contentSecurityPolicy);
    send(response, 'text/html', html);
  });
  router.get('/_emulator/page.js', (_request, response) => send(response, 'text/javascript', script));
  router.get('/_emulator/page.css', (_request, response) => send(response, 'text/css', style));
  router.get('/_emulator/panels.css', (_request, response) => send(response, 'text/css', panelStyle));
}

function send(response: Response, type: string, body: string): void {
  response.setHeader('Content-Type', `${type}; charset=utf-8`);
  response.end(body);
}
