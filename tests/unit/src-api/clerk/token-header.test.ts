import { describe, expect, it } from 'vitest';
import { readKeyId } from '../../../../src-api/clerk/token-header.ts';
import { problemCodeOf } from '../support/problem-code.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenWith = (header: unknown) => `${encode(header)}.${encode({ sub: 'user_1' })}.c2ln`;

describe('readKeyId', () => {
  it('answers the key id of a header as Clerk makes it', () => {
    expect(readKeyId(tokenWith({ alg: 'RS256', cat: 'cl_B7d4PD111AAA', kid: 'ins_1', typ: 'JWT' }))).toBe(
      'ins_1',
    );
  });

  it('does not need a type', () => {
    expect(readKeyId(tokenWith({ alg: 'RS256', kid: 'ins_1' }))).toBe('ins_1');
  });

  it.each(['none', 'None', 'HS256', 'RS384', 'PS256', 'ES256', ''])('refuses the algorithm %j', (alg) => {
    expect(problemCodeOf(() => readKeyId(tokenWith({ alg, kid: 'ins_1' })))).toBe(
      'token-algorithm-not-allowed',
    );
  });

  it.each(['jku', 'jwk', 'x5u', 'x5c', 'crit'])('refuses a header with %s', (name) => {
    const header = { alg: 'RS256', kid: 'ins_1', [name]: 'https://evil.example/jwks.json' };
    expect(problemCodeOf(() => readKeyId(tokenWith(header)))).toBe('token-malformed');
  });

  it.each([
    ['no key id', { alg: 'RS256' }],
    ['a key id that is no string', { alg: 'RS256', kid: 7 }],
    ['an endless key id', { alg: 'RS256', kid: 'k'.repeat(257) }],
    ['another type', { alg: 'RS256', kid: 'ins_1', typ: 'at+jwt' }],
    ['an algorithm that is no string', { alg: ['RS256'], kid: 'ins_1' }],
    ['null', null],
    ['an array', []],
    ['a string', 'RS256'],
  ])('refuses %s', (_name, header) => {
    expect(problemCodeOf(() => readKeyId(tokenWith(header)))).toBe('token-malformed');
  });

  it('refuses a header that is not JSON', () => {
    expect(problemCodeOf(() => readKeyId('aGVsbG8.aGVsbG8.aGVsbG8'))).toBe('token-malformed');
  });
});
