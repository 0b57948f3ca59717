import { describe, expect, it } from 'vitest';
import { isEmulatedHost, issuerOf, parsePublishableKey } from '../../../src-contracts/publishable-key.ts';

describe('parsePublishableKey', () => {
  it.each([
    [`pk_test_${btoa('happy-cat-1.clerk.accounts.dev$')}`, 'test', 'happy-cat-1.clerk.accounts.dev'],
    [`pk_live_${btoa('clerk.example.com$').replaceAll('=', '')}`, 'live', 'clerk.example.com'],
    [`pk_test_${btoa('clerk.example.com:8443$')}`, 'test', 'clerk.example.com:8443'],
  ])('reads %s', (value, environment, frontendApiHost) => {
    const parsed = parsePublishableKey(value);
    expect(parsed).toEqual({ ok: true, data: { value, environment, frontendApiHost } });
    expect(parsed.ok && issuerOf(parsed.data)).toBe(`https://${frontendApiHost}`);
  });

  it.each([
    '',
    'pk_test_',
    'pk_prod_Y2xlcmsuZXhhbXBsZS5jb20k',
    `pk_test_${btoa('clerk.example.com')}`,
    `pk_test_${btoa('localhost$')}`,
    `pk_test_${btoa('evil.example/path$')}`,
    `pk_test_${btoa('user@evil.example$')}`,
    `pk_test_${btoa('evil.example$$')}`,
    `pk_test_${btoa('clerk.example.com$')} `,
    'sk_test_Y2xlcmsuZXhhbXBsZS5jb20k',
  ])('refuses %j', (value) => {
    expect(parsePublishableKey(value)).toMatchObject({ ok: false, error: expect.any(String) });
  });
});

describe('isEmulatedHost', () => {
  it('knows emulated hosts from real ones', () => {
    expect(isEmulatedHost('clerk.emulator.localhost')).toBe(true);
    expect(isEmulatedHost('emulator.localhost')).toBe(true);
    expect(isEmulatedHost('clerk.emulator.localhost.example.com')).toBe(false);
    expect(isEmulatedHost('myemulator.localhost')).toBe(false);
  });
});
