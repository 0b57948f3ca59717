import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leanFetch } from '../../../../src-api/clerk/lean-fetch.ts';

const json = { 'Content-Type': 'application/json', 'CF-Ray': 'ray' };

let server: Server;
let origin: string;
const connections = new Set<unknown>();

beforeAll(async () => {
  server = createServer((request, response) => {
    connections.add(request.socket);
    const path = request.url ?? '';
    const seen = { method: request.method, authorization: request.headers.authorization ?? null };
    if (path === '/json') response.writeHead(200, json).end(JSON.stringify({ ...seen, text: 'Grüße' }));
    else if (path === '/none') response.writeHead(204).end();
    else if (path === '/missing') response.writeHead(404, json).end('{"errors":[{"code":"x"}]}');
    else if (path === '/busy') response.writeHead(429, { ...json, 'Retry-After': '17' }).end('{"errors":[]}');
    else if (path === '/broken') response.writeHead(502, 'Bad', { 'Content-Type': 'text/html' }).end('<p>');
    else if (path === '/moved') response.writeHead(302, { Location: '/json' }).end();
    else if (path === '/packed')
      response.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end(gzipSync('{"packed":true}'));
    else if (path === '/cut') {
      response.writeHead(200, { ...json, 'Content-Length': 100 }).write('{');
      setImmediate(() => request.socket.destroy());
    } else if (path === '/refused') request.socket.destroy();
    else if (path === '/last') {
      response.writeHead(200, json).end('{}');
      response.once('close', () => request.socket.once('data', () => request.socket.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const lean = (path: string, init: RequestInit = {}) => leanFetch(fetch, `${origin}${path}`, init);

async function outcomeOf(asked: Promise<Response>) {
  const response = await asked;
  const { status, statusText, ok } = response;
  const headers = ['content-type', 'retry-after', 'cf-ray'].map((name) => response.headers.get(name));
  const body = await (headers[0] === 'application/json' ? response.json() : response.text());
  return { status, statusText, ok, headers, body };
}

describe('leanFetch', () => {
  it.each(['/json', '/none', '/missing', '/busy', '/broken', '/moved', '/packed'])(
    'answers %s as fetch does',
    async (path) => {
      const init = { headers: new Headers({ Authorization: 'Bearer key' }) };
      expect(await outcomeOf(lean(path, init))).toEqual(await outcomeOf(fetch(`${origin}${path}`, init)));
    },
  );

  it('leaves changes to fetch', async () => {
    const outcome = await outcomeOf(lean('/json', { method: 'POST', body: '{}' }));
    expect(outcome.body).toMatchObject({ method: 'POST' });
  });

  it.each(['/cut', '/refused'])('fails on %s as fetch does', async (path) => {
    const init = {};
    await expect(outcomeOf(lean(path, init))).rejects.toThrow();
    await expect(outcomeOf(fetch(`${origin}${path}`, init))).rejects.toThrow();
  });

  it('fails where nobody listens', async () => {
    await expect(leanFetch(fetch, 'http://127.0.0.1:1/json', {})).rejects.toThrow('ECONNREFUSED');
  });

  it('keeps its connection, and asks again when the other side has closed it', async () => {
    await outcomeOf(lean('/json'));
    const before = connections.size;
    await outcomeOf(lean('/json'));
    await outcomeOf(lean('/last'));
    expect(connections.size).toBe(before);
    // The server cuts the kept connection as soon as the next question arrives on it.
    expect((await outcomeOf(lean('/json'))).status).toBe(200);
  });

  it('ends with its signal, and closes the connection', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve) => {
      server.once('request', (request) => request.socket.once('close', () => resolve()));
    });
    const asked = lean('/never', { signal: controller.signal });
    server.once('request', () => controller.abort());
    await expect(asked).rejects.toThrow(/abort/i);
    await closed;
  });
});
