import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  type ClerkKeyInput,
  clerkSettingsOf,
  clerkSettingsSchema,
  readClerkKeyInput,
  readClerkKeys,
} from '../../../src-contracts/clerk-settings.ts';

const keyOf = (host: string, environment = 'test') => `pk_${environment}_${btoa(`${host}$`)}`;
const publishableKey = keyOf('clerk.example.com');
const secretKey = 'sk_test_CANARY';
const jwtKey = '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----';
const nothing: ClerkKeyInput = { publishableKey: undefined, secretKey: undefined, jwtKey: undefined };

describe('readClerkKeys', () => {
  it.each([
    ['no key', nothing, 'emulator'],
    ['both keys', { ...nothing, publishableKey, secretKey }, 'instance'],
    ['the publishable key', { ...nothing, publishableKey }, 'public'],
    ['the publishable key and a PEM', { ...nothing, publishableKey, jwtKey }, 'public'],
    [
      'live keys',
      { ...nothing, publishableKey: keyOf('clerk.example.com', 'live'), secretKey: 'sk_live_x' },
      'instance',
    ],
  ])('%s means the connection %3$s', (_name, input, connection) => {
    expect(readClerkKeys(input)).toMatchObject({ ok: true, data: { connection } });
  });

  it.each([
    [
      'a secret key where the publishable key belongs',
      { publishableKey: secretKey },
      'CLERK_PUBLISHABLE_KEY',
      /secret key/,
    ],
    [
      'the two keys swapped',
      { publishableKey: secretKey, secretKey: publishableKey },
      'CLERK_PUBLISHABLE_KEY',
      /secret key/,
    ],
    [
      'a publishable key twice',
      { publishableKey, secretKey: publishableKey },
      'CLERK_SECRET_KEY',
      /publishable key/,
    ],
    [
      'a live key with a test key',
      { publishableKey, secretKey: 'sk_live_CANARY' },
      'CLERK_SECRET_KEY',
      /live instance/,
    ],
    ['a secret key alone', { secretKey }, 'CLERK_PUBLISHABLE_KEY', /missing, although CLERK_SECRET_KEY/],
    ['a PEM alone', { jwtKey }, 'CLERK_PUBLISHABLE_KEY', /missing, although CLERK_JWT_KEY/],
    [
      'a publishable key cut short',
      { publishableKey: publishableKey.slice(0, -6) },
      'CLERK_PUBLISHABLE_KEY',
      /cut short/,
    ],
    ['a strange publishable key', { publishableKey: 'CANARY' }, 'CLERK_PUBLISHABLE_KEY', /pk_test_/],
    ['a strange secret key', { publishableKey, secretKey: 'CANARY' }, 'CLERK_SECRET_KEY', /sk_test_/],
    ['a PEM that is none', { publishableKey, jwtKey: 'CANARY' }, 'CLERK_JWT_KEY', /PEM/],
    [
      'a private key as PEM',
      { publishableKey, jwtKey: jwtKey.replaceAll('PUBLIC', 'PRIVATE') },
      'CLERK_JWT_KEY',
      /PEM/,
    ],
    [
      'the key of an emulator',
      { publishableKey: keyOf('clerk.emulator.localhost'), secretKey },
      'CLERK_PUBLISHABLE_KEY',
      /emulator/,
    ],
  ])('explains %s without repeating it', (_name, input, setting, reason) => {
    const result = readClerkKeys({ ...nothing, ...input });
    expect(result).toMatchObject({ ok: false, error: { setting, reason: expect.stringMatching(reason) } });
    expect(JSON.stringify(result)).not.toContain('CANARY');
  });

  it('takes a PEM with escaped line breaks, as .env files hold it', () => {
    const result = readClerkKeys({ ...nothing, publishableKey, jwtKey: jwtKey.replaceAll('\n', '\\n') });
    expect(result).toMatchObject({ ok: true, data: { jwtKey } });
  });

  it('keeps the secret key out of everything that prints', () => {
    const result = readClerkKeys({ ...nothing, publishableKey, secretKey });
    for (const text of [
      JSON.stringify(result),
      inspect(result, { depth: 9 }),
      String(result.ok && result.data),
    ])
      expect(text).not.toContain('CANARY');
  });
});

describe('readClerkKeyInput', () => {
  const never = () => {
    throw new Error('must not be read');
  };

  it('trims values and treats empty ones as not set', () => {
    const environment = {
      CLERK_PUBLISHABLE_KEY: ` ${publishableKey}\n`,
      CLERK_SECRET_KEY: '',
      CLERK_JWT_KEY: ' ',
    };
    expect(readClerkKeyInput(environment, never)).toEqual({ ok: true, data: { ...nothing, publishableKey } });
  });

  it('reads the secret key from a file', () => {
    const result = readClerkKeyInput({ CLERK_SECRET_KEY_FILE: '/run/key' }, (path) => `${path}-content\n`);
    expect(result).toMatchObject({ ok: true, data: { secretKey: '/run/key-content' } });
  });

  it.each<[string, Record<string, string>, () => string, RegExp]>([
    ['cannot be read', {}, never, /cannot be read/],
    ['is empty', {}, () => ' \n', /empty/],
    ['stands beside the key itself', { CLERK_SECRET_KEY: secretKey }, () => 'x', /set as well/],
  ])('explains a key file that %s', (_name, more, read, reason) => {
    const result = readClerkKeyInput({ CLERK_SECRET_KEY_FILE: '/run/key', ...more }, read);
    expect(result).toMatchObject({
      ok: false,
      error: { setting: 'CLERK_SECRET_KEY_FILE', reason: expect.stringMatching(reason) },
    });
  });
});

describe('clerkSettingsOf', () => {
  const read = (input: Partial<ClerkKeyInput>) => {
    const keys = readClerkKeys({ ...nothing, ...input });
    if (!keys.ok || keys.data.connection === 'emulator') throw new Error('expected the keys of an instance');
    return clerkSettingsOf(keys.data);
  };

  it('takes issuer and Backend API of an instance from its keys', () => {
    expect(read({ publishableKey, secretKey, jwtKey })).toEqual({
      connection: 'instance',
      publishableKey,
      secretKey,
      jwtKey,
      issuer: 'https://clerk.example.com',
      apiUrl: 'https://api.clerk.com',
    });
  });

  it('gives a public connection no secret', () => {
    expect(read({ publishableKey })).toEqual({
      connection: 'public',
      publishableKey,
      issuer: 'https://clerk.example.com',
    });
  });

  it('takes all from a running emulator', () => {
    const settings = clerkSettingsOf({
      connection: 'emulator',
      emulator: {
        ready: true,
        name: 'frontdesk-emulator',
        version: '0.1.0',
        url: 'http://127.0.0.1:4100',
        publishableKey: 'pk_test_e',
        secretKey: 'sk_test_e',
        issuer: 'https://clerk.emulator.localhost',
      },
    });
    expect(settings).toMatchObject({ connection: 'emulator', apiUrl: 'http://127.0.0.1:4100' });
    expect(clerkSettingsSchema.safeParse(settings).success).toBe(true);
  });
});
