import { describe, expect, it } from 'vitest';
import { nearest, readSettings, settingNames } from '../../../src-contracts/settings.ts';

describe('readSettings', () => {
  it('reads every setting and leaves out those that are not set', () => {
    expect(
      readSettings({
        FRONTDESK_PORT: '8070',
        FRONTDESK_HOST: '0.0.0.0',
        FRONTDESK_TLS_CERT_FILE: 'cert.pem',
        FRONTDESK_TLS_KEY_FILE: 'key.pem',
        FRONTDESK_BEHIND_PROXY: 'true',
        FRONTDESK_ALLOWED_HOSTS: 'api.example.com, api.example.com:8443,[::1]:8069',
        FRONTDESK_TRUSTED_PROXIES: '10.0.0.0/8,::1',
        FRONTDESK_AUTHORIZED_PARTIES: 'https://app.example.com, frontdesk://app',
        FRONTDESK_LOG_LEVEL: 'debug',
        FRONTDESK_EMULATOR_URL: 'http://127.0.0.1:4100/',
        FRONTDESK_DATA_DIR: '',
        FRONTDESK_SESSION_CACHE_SECONDS: '2.5',
        FRONTDESK_USER_CACHE_SECONDS: '0',
        FRONTDESK_RATE_LIMIT_PER_TOKEN: '60',
        FRONTDESK_RATE_LIMIT_TOTAL: '6000',
        PATH: '/bin',
      }),
    ).toEqual({
      ok: true,
      data: {
        FRONTDESK_PORT: 8_070,
        FRONTDESK_HOST: '0.0.0.0',
        FRONTDESK_TLS_CERT_FILE: 'cert.pem',
        FRONTDESK_TLS_KEY_FILE: 'key.pem',
        FRONTDESK_BEHIND_PROXY: true,
        FRONTDESK_ALLOWED_HOSTS: ['api.example.com', 'api.example.com:8443', '[::1]:8069'],
        FRONTDESK_TRUSTED_PROXIES: ['10.0.0.0/8', '::1'],
        FRONTDESK_AUTHORIZED_PARTIES: ['https://app.example.com', 'frontdesk://app'],
        FRONTDESK_LOG_LEVEL: 'debug',
        FRONTDESK_EMULATOR_URL: 'http://127.0.0.1:4100',
        FRONTDESK_SESSION_CACHE_SECONDS: 2.5,
        FRONTDESK_USER_CACHE_SECONDS: 0,
        FRONTDESK_RATE_LIMIT_PER_TOKEN: 60,
        FRONTDESK_RATE_LIMIT_TOTAL: 6_000,
      },
    });
  });

  it.each([
    ['FRONTDESK_PROT', 'FRONTDESK_PORT'],
    ['FRONTDESK_AUTHORISED_PARTIES', 'FRONTDESK_AUTHORIZED_PARTIES'],
    ['FRONTDESK_LOGLEVEL', 'FRONTDESK_LOG_LEVEL'],
  ])('refuses %s and names %s', (misspelt, meant) => {
    const result = readSettings({ [misspelt]: 'CANARY' });
    expect(result).toMatchObject({
      ok: false,
      error: { setting: misspelt, remedy: expect.stringContaining(meant) },
    });
    expect(JSON.stringify(result)).not.toContain('CANARY');
  });

  it.each([
    ['FRONTDESK_PORT', '65536'],
    ['FRONTDESK_PORT', 'many'],
    ['FRONTDESK_PORT', '80.5'],
    ['FRONTDESK_PORT', ' '],
    ['FRONTDESK_PORT', ' 80'],
    ['FRONTDESK_PORT', '080'],
    ['FRONTDESK_PORT', '0x50'],
    ['FRONTDESK_PORT', '1e3'],
    ['FRONTDESK_HOST', 'localhost'],
    ['FRONTDESK_HOST', '127.0.0.1:80'],
    ['FRONTDESK_BEHIND_PROXY', 'yes'],
    ['FRONTDESK_ALLOWED_HOSTS', '*'],
    ['FRONTDESK_ALLOWED_HOSTS', 'API.example.com'],
    ['FRONTDESK_ALLOWED_HOSTS', 'https://api.example.com'],
    ['FRONTDESK_ALLOWED_HOSTS', 'api.example.com,'],
    ['FRONTDESK_TRUSTED_PROXIES', '0.0.0.0/0'],
    ['FRONTDESK_TRUSTED_PROXIES', '::/0'],
    ['FRONTDESK_TRUSTED_PROXIES', 'true'],
    ['FRONTDESK_AUTHORIZED_PARTIES', 'null'],
    ['FRONTDESK_AUTHORIZED_PARTIES', '*'],
    ['FRONTDESK_AUTHORIZED_PARTIES', 'https://app.example.com/'],
    ['FRONTDESK_AUTHORIZED_PARTIES', 'https://app.example.com,'],
    ['FRONTDESK_AUTHORIZED_PARTIES', 'app.example.com'],
    ['FRONTDESK_LOG_LEVEL', 'loud'],
    ['FRONTDESK_SESSION_CACHE_SECONDS', '5.1'],
    ['FRONTDESK_SESSION_CACHE_SECONDS', ' '],
    ['FRONTDESK_SESSION_CACHE_SECONDS', '-1'],
    ['FRONTDESK_USER_CACHE_SECONDS', '3601'],
    ['FRONTDESK_USER_CACHE_SECONDS', '1e3'],
    ['FRONTDESK_RATE_LIMIT_PER_TOKEN', '0'],
    ['FRONTDESK_RATE_LIMIT_TOTAL', 'none'],
    ['FRONTDESK_RATE_LIMIT_TOTAL', '1e3'],
    ['FRONTDESK_EMULATOR_URL', 'https://127.0.0.1:4100'],
    ['FRONTDESK_EMULATOR_URL', 'http://emulator.example.com'],
    ['FRONTDESK_EMULATOR_URL', 'http://127.0.0.1.evil.example'],
  ])('refuses %s=%s and says what is expected', (setting, value) => {
    expect(readSettings({ [setting]: value })).toMatchObject({
      ok: false,
      error: { setting, reason: 'its value cannot be used', remedy: expect.stringMatching(/^Give /) },
    });
  });
});

describe('nearest', () => {
  it.each(settingNames)('finds %s from a slip of the finger', (name) => {
    expect(nearest(`${name.slice(0, -2)}x`, settingNames)).toBe(name);
  });

  it('answers nothing when there is nothing to choose from', () => {
    expect(nearest('word', [])).toBe('');
  });
});
