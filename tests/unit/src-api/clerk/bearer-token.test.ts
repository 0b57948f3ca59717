import { describe, expect, it } from 'vitest';
import { readBearerToken } from '../../../../src-api/clerk/bearer-token.ts';
import { problemCodeOf } from '../support/problem-code.ts';

describe('readBearerToken', () => {
  it.each(['Bearer aa.bb.cc', 'bearer aa.bb.cc', 'BEARER   aa.bb.cc'])('reads the token of %j', (header) => {
    expect(readBearerToken([header])).toBe('aa.bb.cc');
  });

  it.each([
    ['no header', undefined],
    ['no headers', []],
    ['another scheme', ['Basic YTpi']],
    ['a bare token', ['aa.bb.cc']],
    ['the scheme alone', ['Bearer']],
    ['a scheme that only begins alike', ['Bearerx aa.bb.cc']],
  ])('finds no token in %s', (_name, headers) => {
    expect(problemCodeOf(() => readBearerToken(headers))).toBe('token-missing');
  });

  it.each([
    ['several headers', ['Bearer aa.bb.cc', 'Bearer aa.bb.cc']],
    ['two parts', ['Bearer aa.bb']],
    ['four parts', ['Bearer aa.bb.cc.dd']],
    ['an empty part', ['Bearer aa..cc']],
    ['padding', ['Bearer aa=.bb.cc']],
    ['a second token', ['Bearer aa.bb.cc dd.ee.ff']],
    ['more than 8 KiB', [`Bearer aa.${'b'.repeat(10_000)}.cc`]],
  ])('refuses %s', (_name, headers) => {
    expect(problemCodeOf(() => readBearerToken(headers))).toBe('token-malformed');
  });
});
