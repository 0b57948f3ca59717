import { expect, test } from 'vitest';
import { addressOf, isLoopbackHost } from '../../electron-host/src/loopback.ts';
import { createOriginMap } from '../../electron-host/src/origin-map.ts';
import { toBrowserHeaders, toServerHeaders } from '../../electron-host/src/proxy-headers.ts';
import { matchesPattern } from '../../electron-host/src/web-request.ts';

const origins = createOriginMap((scheme) => scheme === 'frontdesk');

test('servers get the origin of the app, no referrer of the stand-in and no hop-by-hop header', () => {
  const headers = {
    origin: 'http://app.frontdesk.localhost',
    referer: 'http://app.frontdesk.localhost/page',
    'proxy-connection': 'keep-alive',
    authorization: 'Bearer x',
  };
  expect(toServerHeaders(headers, origins)).toEqual({ origin: 'frontdesk://app', authorization: 'Bearer x' });
  expect(toServerHeaders({ referer: 'http://127.0.0.1:1/' }, origins)).toEqual({
    referer: 'http://127.0.0.1:1/',
  });
});

test('Chromium gets answers in terms of the stand-in', () => {
  const headers = {
    'Access-Control-Allow-Origin': ['frontdesk://app'],
    'access-control-expose-headers': 'authorization',
    location: 'frontdesk://app/next',
    'content-security-policy': 'connect-src frontdesk://app',
    'set-cookie': ['a=1', 'b=2'],
    connection: 'close',
  };
  expect(toBrowserHeaders(headers, origins)).toEqual({
    'access-control-allow-origin': 'http://app.frontdesk.localhost',
    'access-control-expose-headers': 'authorization',
    location: 'http://app.frontdesk.localhost/next',
    'content-security-policy': 'connect-src http://app.frontdesk.localhost',
    'set-cookie': ['a=1', 'b=2'],
  });
});

test.each(['*', 'frontdesk://other', 'null', 'http://127.0.0.1:8069'])(
  'an allowed origin of %s stays foreign',
  (value) => {
    const { 'access-control-allow-origin': allowed } = toBrowserHeaders(
      { 'access-control-allow-origin': value },
      origins,
    );
    expect(allowed).not.toBe('http://app.frontdesk.localhost');
  },
);

test.each(['localhost', 'a.localhost', '127.0.0.1', '127.8.9.1', '[::1]', '::1'])(
  '%s is this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

test.each(['example.com', 'localhost.example.com', '127.0.0.1.example.com', '10.0.0.1', '0.0.0.0', ''])(
  '%j is not this machine',
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);

test('names below localhost need no resolver', () => {
  expect([addressOf('app.localhost'), addressOf('[::1]'), addressOf('127.0.0.1')]).toEqual([
    '127.0.0.1',
    '::1',
    '127.0.0.1',
  ]);
});

test.each([
  ['<all_urls>', 'frontdesk://app/', true],
  ['frontdesk://*/*', 'frontdesk://app/x', true],
  ['http://127.0.0.1/*', 'http://127x0y0z1/', false],
  ['*://*/a?b', 'http://h/a?b', true],
])('the pattern %s on %s matches: %s', (pattern, url, expected) => {
  expect(matchesPattern(pattern, url)).toBe(expected);
});
