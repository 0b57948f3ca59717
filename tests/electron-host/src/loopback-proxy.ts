import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addressOf, isLoopbackHost } from './loopback.ts';
import type { OriginMap } from './origin-map.ts';
import type { SchemeRegistry } from './protocol.ts';
import { toBrowserHeaders, toHeaderLists, toServerHeaders } from './proxy-headers.ts';
import { openTunnel } from './proxy-tunnel.ts';
import { type RequestDetails, type RunHook, resourceTypeOf } from './web-request.ts';

export interface ProxyDependencies {
  readonly origins: OriginMap;
  readonly schemes: SchemeRegistry;
  readonly runHook: RunHook;
  readonly log: (line: string) => void;
}

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string[]>;
  readonly body: Readable | undefined;
}

/**
 * Starts the HTTP proxy all traffic of the windows passes through. It serves custom schemes, runs
 * `webRequest` hooks and reaches loopback hosts only. Whatever cannot be reached shows as a network
 * failure, never as an HTTP status: the connection is closed without an answer. Resolves with the port it
 * listens on.
 */
export async function startLoopbackProxy(dependencies: ProxyDependencies): Promise<number> {
  const { log, origins } = dependencies;
  const server = http.createServer((request, response) => {
    relay(request, response, dependencies).catch((error: unknown) => {
      log(`proxy: ${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  server.on('connect', (request, socket, head) => openTunnel(request.url ?? '', socket, head, origins));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return (server.address() as AddressInfo).port;
}

async function relay(request: IncomingMessage, response: ServerResponse, dependencies: ProxyDependencies) {
  const { origins, runHook } = dependencies;
  const target = new URL(request.url ?? '');
  if (!isLoopbackHost(target.hostname)) throw new Error('not a loopback host');
  const headers = toServerHeaders(request.headers, origins);
  const details: RequestDetails = {
    url: origins.toApp(target.href),
    method: request.method ?? 'GET',
    resourceType: resourceTypeOf(headers['sec-fetch-dest']),
  };
  const before = await runHook('onBeforeRequest', details);
  if (before.cancel) throw new Error('cancelled by onBeforeRequest');
  if (before.redirectURL !== undefined) {
    response.writeHead(307, { location: origins.toStandIn(before.redirectURL) }).end();
    return;
  }
  const sending = await runHook('onBeforeSendHeaders', { ...details, requestHeaders: { ...headers } });
  if (sending.cancel) throw new Error('cancelled by onBeforeSendHeaders');
  const finalHeaders = sending.requestHeaders ?? headers;

  const handler = dependencies.schemes.handlerOf(details.url.split(':', 1)[0] ?? '');
  const answer =
    origins.toApp(target.href) === target.href
      ? await askServer(target, request, response, finalHeaders)
      : await askHandler(handler, details, request, response, finalHeaders);

  const received = await runHook('onHeadersReceived', {
    ...details,
    statusCode: answer.status,
    statusLine: `HTTP/1.1 ${answer.status} ${answer.statusText}`.trimEnd(),
    responseHeaders: answer.headers,
  });
  if (received.cancel) throw new Error('cancelled by onHeadersReceived');
  const responseHeaders = toBrowserHeaders(received.responseHeaders ?? answer.headers, origins);
  response.writeHead(answer.status, answer.statusText, responseHeaders);
  if (answer.body === undefined) response.end();
  else await pipeline(answer.body, response);
}

async function askServer(
  target: URL,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string | string[]>,
): Promise<Answer> {
  const upstream = http.request({
    agent: false,
    host: addressOf(target.hostname),
    port: target.port || 80,
    path: target.pathname + target.search,
    method: request.method,
    headers,
  });
  response.on('close', () => upstream.destroy());
  request.pipe(upstream);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    upstream.on('response', resolve);
    upstream.on('error', reject);
    upstream.on('close', () => reject(new Error('the connection closed without an answer')));
  });
  return {
    status: answer.statusCode ?? 502,
    statusText: answer.statusMessage ?? '',
    headers: toHeaderLists(answer.headers),
    body: answer,
  };
}

async function askHandler(
  handler: ReturnType<SchemeRegistry['handlerOf']>,
  details: RequestDetails,
  request: IncomingMessage,
  response: ServerResponse,
  headers: Record<string, string | string[]>,
): Promise<Answer> {
  if (handler === undefined) throw new Error('no protocol handler for this scheme');
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (name !== 'host') sent.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const aborter = new AbortController();
  response.on('close', () => aborter.abort());
  const hasBody = details.method !== 'GET' && details.method !== 'HEAD';
  const result = await handler(
    new Request(details.url, {
      method: details.method,
      headers: sent,
      signal: aborter.signal,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
    }),
  );
  if (result.type === 'error') throw new Error('the protocol handler answered Response.error()');
  const answered = toHeaderLists(Object.fromEntries(result.headers));
  const cookies = result.headers.getSetCookie();
  if (cookies.length > 0) answered['set-cookie'] = cookies;
  if (answered['content-encoding'] !== undefined) {
    // Electron applies no content decoding to custom schemes: the handler's bytes are the body.
    delete answered['content-encoding'];
    delete answered['content-length'];
  }
  const body = result.body === null ? undefined : Readable.from(result.body as AsyncIterable<Uint8Array>);
  return { status: result.status, statusText: result.statusText, headers: answered, body };
}
