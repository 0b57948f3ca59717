import { describe, expect, it } from 'vitest';
import { newTokenWatch, noteToken, readTokenTimes } from '../../../../src-renderer/clerk/session-token.ts';

const token = (claims: object) =>
  `${btoa('{"alg":"RS256"}')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('the times of a session token', () => {
  it('are its iat and exp, in milliseconds', () => {
    expect(readTokenTimes(token({ iat: 100, exp: 160, name: 'Ågot ÿ?>' }))).toEqual({
      issuedAt: 100_000,
      expiresAt: 160_000,
    });
  });

  it.each(['', 'abc', 'a.b.c', `x.${btoa('null')}.y`, token({ iat: '1' })])(
    'are unknown for %j',
    (broken) => {
      expect(readTokenTimes(broken)).toBeUndefined();
    },
  );
});

describe('the watch over tokens', () => {
  const first = token({ iat: 100, exp: 160 });
  const second = token({ iat: 143, exp: 203 });

  it('takes the first token for no refresh', () => {
    expect(noteToken(newTokenWatch, first)).toMatchObject({ refreshes: 0, times: { issuedAt: 100_000 } });
  });

  it('counts each later token once', () => {
    const watch = [first, first, second, second].reduce(noteToken, newTokenWatch);
    expect(watch).toMatchObject({ refreshes: 1, times: { issuedAt: 143_000 } });
  });

  it('keeps what it knows while there is no token', () => {
    const watch = noteToken(newTokenWatch, first);
    expect(noteToken(watch, undefined)).toBe(watch);
  });

  it('does not count an older token', () => {
    expect([second, first].reduce(noteToken, newTokenWatch).refreshes).toBe(0);
  });
});
