import { describe, expect, it } from 'vitest';
import { readSessionClaims } from '../../../../src-api/clerk/session-claims.ts';
import { problemCodeOf } from '../support/problem-code.ts';

const rules = {
  issuer: 'https://clerk.example.com',
  authorizedParties: ['frontdesk://app'],
  requireAuthorizedParty: true,
};
const payload = {
  iss: rules.issuer,
  azp: 'frontdesk://app',
  sid: 'sess_1',
  sub: 'user_1',
  sts: 'active',
  iat: 1_763_877_600,
  exp: 1_763_877_660,
};

describe('readSessionClaims', () => {
  it('answers session, user and times', () => {
    expect(readSessionClaims(payload, rules).claims).toEqual({
      sessionId: 'sess_1',
      userId: 'user_1',
      issuedAt: new Date('2025-11-23T06:00:00Z'),
      expiresAt: new Date('2025-11-23T06:01:00Z'),
    });
  });

  it('takes a token from before session statuses', () => {
    expect(problemCodeOf(() => readSessionClaims({ ...payload, sts: undefined }, rules))).toBeUndefined();
  });

  it.each([
    ['another issuer', { iss: 'https://clerk.other.example' }, 'token-issuer-mismatch'],
    ['an issuer with a slash more', { iss: `${rules.issuer}/` }, 'token-issuer-mismatch'],
    ['no issuer', { iss: undefined }, 'token-issuer-mismatch'],
    ['a list of issuers', { iss: [rules.issuer] }, 'token-issuer-mismatch'],
    ['another party', { azp: 'https://evil.example' }, 'token-party-mismatch'],
    ['an empty party', { azp: '' }, 'token-party-mismatch'],
    ['a null party', { azp: null }, 'token-party-mismatch'],
    ['a list of parties', { azp: ['frontdesk://app'] }, 'token-party-mismatch'],
    ['no session', { sid: undefined }, 'token-session-missing'],
    ['an empty session', { sid: '' }, 'token-session-missing'],
    ['a session that is no string', { sid: 5 }, 'token-session-missing'],
    ['a pending session', { sts: 'pending' }, 'session-not-active'],
    ['a session status nobody knows', { sts: 'dormant' }, 'session-not-active'],
    ['no user', { sub: '' }, 'token-malformed'],
    ['no time of issue', { iat: undefined }, 'token-malformed'],
    ['a time beyond all dates', { exp: 1e300 }, 'token-malformed'],
  ])('refuses %s', (_name, claims, code) => {
    expect(problemCodeOf(() => readSessionClaims({ ...payload, ...claims }, rules))).toBe(code);
  });

  it('treats claims that are not there like claims without a value', () => {
    const { azp: _azp, ...withoutParty } = payload;
    const { sid: _sid, ...withoutSession } = payload;
    const { iss: _iss, ...withoutIssuer } = payload;
    expect(problemCodeOf(() => readSessionClaims(withoutParty, rules))).toBe('token-party-mismatch');
    expect(problemCodeOf(() => readSessionClaims(withoutSession, rules))).toBe('token-session-missing');
    expect(problemCodeOf(() => readSessionClaims(withoutIssuer, rules))).toBe('token-issuer-mismatch');
  });

  it('accepts a missing party only where the mode does', () => {
    const claims = { ...payload, azp: undefined };
    const lenient = { ...rules, requireAuthorizedParty: false };
    expect(problemCodeOf(() => readSessionClaims(claims, rules))).toBe('token-party-mismatch');
    expect(problemCodeOf(() => readSessionClaims(claims, lenient))).toBeUndefined();
    expect(problemCodeOf(() => readSessionClaims({ ...payload, azp: 'x://y' }, lenient))).toBe(
      'token-party-mismatch',
    );
  });
});
