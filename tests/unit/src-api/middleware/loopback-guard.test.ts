import { request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { createLoopbackGuard, listHosts } from '../../../../src-api/middleware/loopback-guard.ts';

describe('listHosts', () => {
  it('names the port', () => {
    expect(listHosts(8_069, false, 80)).toEqual(['127.0.0.1:8069']);
    expect(listHosts(8_069, true, 80)).toEqual(['127.0.0.1:8069', 'localhost:8069']);
  });

  it('lets clients leave out the default port of the scheme', () => {
    expect(listHosts(443, false, 443)).toEqual(['127.0.0.1:443', '127.0.0.1']);
    expect(listHosts(443, false, 80)).toEqual(['127.0.0.1:443']);
    expect(listHosts(80, false, 80)).toEqual(['127.0.0.1:80', '127.0.0.1']);
  });
});

describe('a page of this host that leads a browser here', () => {
  const navigation = {
    'sec-fetch-site': 'same-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };

  it.each([
    ['is let in where navigation is allowed', true, {}, 200],
    ['is refused everywhere else', false, {}, 403],
    ['is refused from another site', true, { 'sec-fetch-site': 'cross-site' }, 403],
    ['is refused when its script reads the answer', true, { 'sec-fetch-mode': 'cors' }, 403],
    ['is refused in a frame', true, { 'sec-fetch-dest': 'iframe' }, 403],
    ['is refused with a foreign origin', true, { origin: 'null' }, 403],
  ])('%s', async (_statement, allowNavigation, headers, status) => {
    expect(await statusOf(allowNavigation, { ...navigation, ...headers })).toBe(status);
  });
});

/** The status that a server behind the guard answers to a GET with these headers. */
async function statusOf(allowNavigation: boolean, headers: Record<string, string>): Promise<number> {
  const app = express();
  app.use(
    createLoopbackGuard({ allowedOrigins: [], allowLocalhost: false, allowedHosts: [], allowNavigation }),
  );
  app.use((_request, response) => void response.end());
  app.use(((_error, _request, response, _next) => {
    response.status(403).end();
  }) satisfies express.ErrorRequestHandler);
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await new Promise((resolve, reject) => {
      sendRequest({ host: '127.0.0.1', port, path: '/', headers }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      })
        .once('error', reject)
        .end();
    });
  } finally {
    server.close();
  }
}
