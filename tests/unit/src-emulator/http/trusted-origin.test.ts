import { expect, it } from 'vitest';
import { isTrustedOrigin } from '../../../../src-emulator/http/trusted-origin.ts';

it.each([
  'frontdesk://app',
  'myapp://renderer',
  'capacitor://localhost',
  'http://127.0.0.1',
  'http://127.0.0.1:5173',
  'https://localhost:3000',
  'http://[::1]:8080',
])('trusts %s', (origin) => {
  expect(isTrustedOrigin(origin)).toBe(true);
});

it.each([
  'null',
  '',
  'file://',
  'file://host',
  'https://example.com',
  'http://localhost.example.com',
  'http://127.0.0.1.example.com',
  'http://127.0.0.1:80@example.com',
  'http://evil.example/127.0.0.1',
  'http://192.168.0.7:3000',
  'HTTPS://example.com',
  'app://a b',
])('does not trust %j', (origin) => {
  expect(isTrustedOrigin(origin)).toBe(false);
});
