import { generateKeyPairSync } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { ownHosts, readExposure } from '../../../../src-api/commands/exposure.ts';
import { describeSetupProblem } from '../../../../src-contracts/connection.ts';
import type { Settings } from '../../../../src-contracts/settings.ts';
import { createCertificate } from '../../../support/certificate.ts';

const own = createCertificate(['api.example.com']);
const other = createCertificate(['other.example.com']);
const weak = createCertificate(['api.example.com'], { kind: ['rsa:512'] });
afterAll(own.remove);
afterAll(other.remove);
afterAll(weak.remove);

const lockedKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
}).privateKey;

const files = new Map([
  ['cert', own.cert],
  ['chain', `${own.cert}${other.cert}`],
  ['damaged-chain', `${own.cert}-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`],
  ['weak', weak.cert],
  ['weak-key', weak.key],
  ['wrong-order', `${other.cert}${own.cert}`],
  ['key', own.key],
  ['other-key', other.key],
  ['locked-key', lockedKey],
  ['text', 'CANARY'],
]);
const readTextFile = (path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error('ENOENT');
  return text;
};

const day = 86_400_000;
const read = (settings: Settings, now = Date.now()) =>
  readExposure(settings, { readTextFile, now: () => now });
const lineOf = (settings: Settings, now?: number): string => {
  const exposure = read(settings, now);
  return exposure.ok ? '' : describeSetupProblem(exposure.error);
};
const withFiles = (cert: string, key: string): Settings => ({
  FRONTDESK_TLS_CERT_FILE: cert,
  FRONTDESK_TLS_KEY_FILE: key,
});

describe('readExposure', () => {
  it('listens on 127.0.0.1 in plain HTTP when nothing is set', () => {
    expect(read({})).toEqual({ ok: true, data: { host: '127.0.0.1', allowedHosts: [] } });
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', '::ffff:127.0.0.1'])(
    'refuses plain HTTP on %s',
    (FRONTDESK_HOST) => {
      const FRONTDESK_ALLOWED_HOSTS = ['api.example.com'];
      expect(lineOf({ FRONTDESK_HOST, FRONTDESK_ALLOWED_HOSTS })).toContain('plain HTTP. Give --tls-cert');
      expect(lineOf({ FRONTDESK_HOST, FRONTDESK_ALLOWED_HOSTS, FRONTDESK_BEHIND_PROXY: false })).not.toBe('');
      expect(lineOf({ FRONTDESK_HOST, FRONTDESK_ALLOWED_HOSTS, FRONTDESK_BEHIND_PROXY: true })).toBe('');
      expect(lineOf({ FRONTDESK_HOST, FRONTDESK_ALLOWED_HOSTS, ...withFiles('cert', 'key') })).toBe('');
    },
  );

  it.each(['0.0.0.0', '::'])('asks for names where it listens on all addresses: %s', (FRONTDESK_HOST) => {
    const missing = /^FRONTDESK_ALLOWED_HOSTS: it is missing/;
    expect(lineOf({ FRONTDESK_HOST, FRONTDESK_BEHIND_PROXY: true })).toMatch(missing);
    expect(lineOf({ FRONTDESK_HOST, ...withFiles('cert', 'key') })).toMatch(missing);
  });

  it('needs no names on one address, which is its own', () => {
    expect(lineOf({ FRONTDESK_HOST: '192.168.1.5', ...withFiles('cert', 'key') })).toBe('');
    expect(ownHosts('https://192.168.1.5:8443')).toEqual(['192.168.1.5:8443']);
    expect(ownHosts('https://0.0.0.0:8443')).toEqual([]);
    expect(ownHosts('https://[::]:8443')).toEqual([]);
  });

  it.each([
    [
      'a certificate without a key',
      { FRONTDESK_TLS_CERT_FILE: 'cert' },
      /^FRONTDESK_TLS_KEY_FILE: it is missing/,
    ],
    [
      'a key without a certificate',
      { FRONTDESK_TLS_KEY_FILE: 'key' },
      /^FRONTDESK_TLS_CERT_FILE: it is missing/,
    ],
    ['no certificate file', withFiles('none', 'key'), /^FRONTDESK_TLS_CERT_FILE: the file cannot be read/],
    ['no key file', withFiles('cert', 'none'), /^FRONTDESK_TLS_KEY_FILE: the file cannot be read/],
    [
      'what is no certificate',
      withFiles('text', 'key'),
      /^FRONTDESK_TLS_CERT_FILE: it is not a PEM certificate/,
    ],
    [
      'files that are mixed up',
      withFiles('key', 'cert'),
      /^FRONTDESK_TLS_CERT_FILE: it is not a PEM certificate/,
    ],
    ['what is no key', withFiles('cert', 'text'), /^FRONTDESK_TLS_KEY_FILE: it is not a PEM private key/],
    ['a locked key', withFiles('cert', 'locked-key'), /^FRONTDESK_TLS_KEY_FILE: .* passphrase/],
    [
      'the key of another certificate',
      withFiles('cert', 'other-key'),
      /^FRONTDESK_TLS_KEY_FILE: it is not the key/,
    ],
    ['a chain in the wrong order', withFiles('wrong-order', 'key'), /own certificate comes first/],
    ['a damaged chain', withFiles('damaged-chain', 'key'), /^FRONTDESK_TLS_CERT_FILE: TLS does not take it/],
    ['a key that is too short', withFiles('weak', 'weak-key'), /^FRONTDESK_TLS_CERT_FILE: .*too short/],
  ])('refuses %s', (_name, settings, line) => {
    expect(lineOf(settings)).toMatch(line);
    expect(lineOf(settings)).not.toContain('CANARY');
  });

  it('takes a chain whose first certificate is the own one', () => {
    expect(lineOf(withFiles('chain', 'key'))).toBe('');
  });

  it('refuses a certificate before and after its time', () => {
    const settings = withFiles('cert', 'key');
    expect(lineOf(settings, Date.now() + 31 * day)).toMatch(
      /the certificate expired on \d{4}-\d\d-\d\d\. Renew/,
    );
    expect(lineOf(settings, Date.now() - day)).toMatch(/valid from \d{4}-\d\d-\d\d on only/);
  });
});
