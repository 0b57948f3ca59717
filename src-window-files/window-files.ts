import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { contentSecurityPolicy, type WindowOrigins } from '../src-contracts/content-security-policy.ts';

/** A file of the window, ready to be sent by whatever serves it. */
export type WindowFile = { status: 200 | 404; headers: Record<string, string>; body: Buffer };

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What index.html holds where the nonce of each load goes, and the origins that its policy lets it reach. */
const placeholders = { nonce: '%CSP_NONCE%', origins: '%POLICY_ORIGINS%' };

/** Fills index.html for one load. The window compares the origins with what it is told later, and reloads if it must. */
export const fillPage = (html: string, nonce: string, { api, frontendApi }: WindowOrigins): string =>
  html
    .replaceAll(placeholders.nonce, nonce)
    .replaceAll(placeholders.origins, [api, frontendApi].filter(Boolean).join(' '));

/**
 * Serves the built window from `folder` as data: the desktop's protocol handler and browser mode send the same answers.
 * `readOrigins` is asked on each load of the page, so that its policy names the ports in use then.
 */
export function createWindowFiles(folder: string, readOrigins: () => WindowOrigins | Promise<WindowOrigins>) {
  return async function readWindowFile(urlPath: string): Promise<WindowFile> {
    const file = await findFile(folder, urlPath);
    if (!file)
      return {
        status: 404,
        headers: { ...commonHeaders, 'Content-Type': 'text/plain' },
        body: Buffer.from('Not found'),
      };
    const body = await readFile(file);
    return extname(file) === '.html'
      ? renderPage(body.toString('utf8'), await readOrigins())
      : asset(file, body);
  };
}

function renderPage(html: string, origins: WindowOrigins): WindowFile {
  const nonce = randomBytes(16).toString('base64url');
  return {
    status: 200,
    headers: {
      ...commonHeaders,
      'Content-Type': contentTypes['.html'] ?? '',
      'Content-Security-Policy': contentSecurityPolicy(nonce, origins),
      'Cache-Control': 'no-store',
    },
    body: Buffer.from(fillPage(html, nonce, origins)),
  };
}

function asset(file: string, body: Buffer): WindowFile {
  const contentType = contentTypes[extname(file)] ?? 'application/octet-stream';
  return {
    status: 200,
    headers: { ...commonHeaders, 'Content-Type': contentType, 'Cache-Control': 'no-cache' },
    body,
  };
}

/**
 * The real path of a file below `folder`, or `undefined` for anything else.
 * SECURITY S36: decoded once, compared after symbolic links were followed, folder separator included.
 */
async function findFile(folder: string, urlPath: string): Promise<string | undefined> {
  const relative = decodePath(urlPath);
  if (relative === undefined) return undefined;
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, relative === '' ? 'index.html' : relative));
    return file.startsWith(root + sep) && extname(file) in contentTypes ? file : undefined;
  } catch {
    return undefined;
  }
}

const allowedPath = /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/;

/** A plain relative path, or `undefined`: dots that climb, NUL, backslashes, drives and device names do not pass. */
function decodePath(urlPath: string): string | undefined {
  const encoded = urlPath.replace(/^\//, '');
  if (encoded === '') return '';
  try {
    const decoded = decodeURIComponent(encoded);
    return allowedPath.test(decoded) ? decoded : undefined;
  } catch {
    return undefined;
  }
}
