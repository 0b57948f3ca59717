import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOriginMap } from '../../electron-host/src/origin-map.ts';

const origins = createOriginMap((scheme) => scheme === 'frontdesk');

test.each([
  ['frontdesk://app/', 'http://app.frontdesk.localhost/'],
  ['frontdesk://app', 'http://app.frontdesk.localhost/'],
  ['frontdesk://app/a%20b?c=d#e', 'http://app.frontdesk.localhost/a%20b?c=d#e'],
  ['frontdesk://app?query', 'http://app.frontdesk.localhost/?query'],
  ['FRONTDESK://app/', 'http://app.frontdesk.localhost/'],
  ['https://example.com/', 'https://example.com/'],
  ['other://app/', 'other://app/'],
  ['about:blank', 'about:blank'],
])('%s stands in Chromium as %s', (url, standIn) => {
  expect(origins.toStandIn(url)).toBe(standIn);
});

test.each([
  'http://app.frontdesk.localhost:8080/',
  'https://app.frontdesk.localhost/',
  'http://app.frontdesk.localhost.evil.com/',
  'http://frontdesk.localhost/',
  'http://app.other.localhost/',
  'null',
])('%s is no stand-in', (url) => {
  expect(origins.toApp(url)).toBe(url);
});

test('every URL of the app survives the way there and back', () => {
  const path = fc.webPath();
  fc.assert(
    fc.property(fc.constantFrom('app', 'a.b', 'x-1'), path, (host, rest) => {
      const url = `frontdesk://${host}${rest === '' ? '/' : rest}`;
      expect(origins.toApp(origins.toStandIn(url))).toBe(url);
    }),
  );
});

test('origins lose their trailing slash, foreign ones and null pass', () => {
  expect(origins.originToApp('http://app.frontdesk.localhost')).toBe('frontdesk://app');
  expect(origins.originToApp('http://127.0.0.1:8069')).toBe('http://127.0.0.1:8069');
  expect(origins.originToApp('null')).toBe('null');
});

test('policies name the stand-in wherever they name the scheme', () => {
  const policy =
    "default-src 'none'; img-src frontdesk: data:; connect-src frontdesk://app http://127.0.0.1:1; " +
    'frame-src frontdesk://app/a/';
  expect(origins.policyToStandIn(policy)).toBe(
    "default-src 'none'; img-src http://*.frontdesk.localhost data:; " +
      'connect-src http://app.frontdesk.localhost http://127.0.0.1:1; ' +
      'frame-src http://app.frontdesk.localhost/a/',
  );
});
