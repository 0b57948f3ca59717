import { once } from 'node:events';
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const ORIGIN = 'frontdesk://app';

/**
 * A server on loopback that allows the custom-scheme origin, with answers of many kinds, and records what
 * it sees.
 */
export async function startLoopbackServer() {
  const seen: SeenRequest[] = [];
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, path: url, headers, body });
      answer(request, response);
    });
  });
  /** Called once for the event stream: sends its second event. */
  let continueStream = (): void => {};

  function answer(request: IncomingMessage, response: ServerResponse): void {
    response.setHeader(
      'access-control-allow-origin',
      request.url === '/foreign' ? 'frontdesk://other' : ORIGIN,
    );
    response.setHeader('access-control-expose-headers', 'authorization, x-hook');
    response.setHeader('authorization', 'from-server');
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'access-control-allow-headers': 'authorization',
        'access-control-allow-methods': 'PUT',
      });
      response.end();
      return;
    }
    switch (request.url) {
      case '/stream':
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: 1\n\n');
        continueStream = () => response.end('data: 2\n\n');
        return;
      case '/gzip':
        response.writeHead(200, { 'content-type': 'text/plain', 'content-encoding': 'gzip' });
        response.end(gzipSync('unpacked by the browser'));
        return;
      case '/empty':
        response.writeHead(204).end();
        return;
      case '/drop':
        request.socket.destroy();
        return;
      case '/cut':
        response.writeHead(200, { 'content-length': '1000' });
        response.write('only a part', () => request.socket.destroy());
        return;
      case '/redirect':
        response.writeHead(302, { location: '/landing' }).end();
        return;
      default:
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ status: 'ok' }));
    }
  }

  server.on('upgrade', ({ method = '', url = '', headers }, socket) => {
    seen.push({ method, path: url, headers, body: '' });
    socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    /** What was seen for one path, oldest first. */
    requestsTo: (path: string): SeenRequest[] => seen.filter((request) => request.path === path),
    continueStream: (): void => continueStream(),
    async close(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
