import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { isLoopbackHost } from './loopback.ts';
import type { SchemeRegistry } from './protocol.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.map': 'application/json',
  '.txt': 'text/plain',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Electron's `net`: `fetch` for files, custom schemes and http(s) on loopback. Rejects with Chromium's
 * error names.
 */
export function createNet(schemes: SchemeRegistry) {
  async function hostFetch(input: string | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.protocol === 'file:') return fetchFile(url);
    const scheme = url.protocol.slice(0, -1);
    if (schemes.isCustom(scheme)) {
      const handler = schemes.handlerOf(scheme);
      if (handler === undefined) throw new TypeError('net::ERR_UNKNOWN_URL_SCHEME');
      return handler(request);
    }
    if (!isLoopbackHost(url.hostname)) throw new TypeError('net::ERR_INTERNET_DISCONNECTED');
    return fetch(request);
  }
  return { fetch: hostFetch, isOnline: () => true, online: true };
}

async function fetchFile(url: URL): Promise<Response> {
  const file = fileURLToPath(url);
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new TypeError('net::ERR_FILE_NOT_FOUND');
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
    headers: {
      'content-type': MIME_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream',
      'content-length': String(found.size),
    },
  });
}
