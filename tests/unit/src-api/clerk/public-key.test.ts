import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readKeySet, readPemKey } from '../../../../src-api/clerk/public-key.ts';

const rsa = (modulusLength: number, publicExponent = 65_537) =>
  generateKeyPairSync('rsa', { modulusLength, publicExponent }).publicKey;
const key = rsa(2_048);
const pem = String(key.export({ type: 'spki', format: 'pem' }));
const jwk = { ...key.export({ format: 'jwk' }), kid: 'ins_1' };

describe('readKeySet', () => {
  it('answers PEM by key id', () => {
    expect(readKeySet({ keys: [{ ...jwk, use: 'sig', alg: 'RS256' }] })).toEqual(new Map([['ins_1', pem]]));
  });

  it('passes over keys that cannot sign session tokens', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    const others = [
      { ...elliptic, kid: 'ec' },
      { ...jwk, kid: 'enc', use: 'enc' },
      { ...jwk, kid: 'ps', alg: 'PS256' },
      { ...jwk, kid: undefined },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'oct' },
      { ...rsa(1_024).export({ format: 'jwk' }), kid: 'short' },
      'not a key',
    ];
    expect([...(readKeySet({ keys: [...others, jwk] }) ?? new Map()).keys()]).toEqual(['ins_1']);
  });

  it.each([undefined, null, 'text', [], {}, { keys: 'x' }, { keys: [] }, { keys: [{ kty: 'RSA' }] }])(
    'finds nothing usable in %j',
    (document) => {
      expect(readKeySet(document)).toBeUndefined();
    },
  );
});

describe('readPemKey', () => {
  it('answers the key in its normal form', () => {
    expect(readPemKey(pem.replaceAll('\n', '\r\n'))).toBe(pem);
  });

  it('refuses keys of other sizes, exponents and kinds, and what is no key', () => {
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    for (const other of [rsa(4_096), rsa(2_048, 3), elliptic])
      expect(readPemKey(String(other.export({ type: 'spki', format: 'pem' })))).toBeUndefined();
    expect(readPemKey(pem.slice(0, 200))).toBeUndefined();
  });
});
