import { describe, expect, it } from 'vitest';
import {
  createVerifiedTokenCache,
  type VerifiedToken,
} from '../../../../src-api/clerk/verified-token-cache.ts';

const entry = (userId: string): VerifiedToken => ({
  keyId: 'ins_1',
  key: 'PEM',
  times: { expiresAt: 2, notBefore: undefined, issuedAt: 1 },
  authorizedParty: undefined,
  claims: { sessionId: 'sess_1', userId, issuedAt: new Date(1), expiresAt: new Date(2) },
});

function createSubject() {
  const cache = createVerifiedTokenCache();
  const verified: string[] = [];
  const add = (digest: string) =>
    cache.add(digest, async () => {
      verified.push(digest);
      if (digest === 'forged') throw new Error('forged');
      return entry(digest);
    });
  return { ...cache, add, verified };
}

describe('createVerifiedTokenCache', () => {
  it('verifies a token once for callers at the same time, and finds it then', async () => {
    const subject = createSubject();
    expect(subject.find('a')).toBeUndefined();
    const answers = await Promise.all(Array.from({ length: 200 }, () => subject.add('a')));
    expect(new Set(answers).size).toBe(1);
    expect(subject.find('a')).toBe(answers[0]);
    expect(subject.verified).toEqual(['a']);
  });

  it('keeps tokens apart that differ in one byte', async () => {
    const subject = createSubject();
    await subject.add('token-a');
    await subject.add('token-b');
    expect(subject.find('token-a')?.claims.userId).toBe('token-a');
    expect(subject.find('token-b')?.claims.userId).toBe('token-b');
  });

  it('keeps no refusal', async () => {
    const subject = createSubject();
    await expect(subject.add('forged')).rejects.toThrow('forged');
    expect(subject.find('forged')).toBeUndefined();
    await expect(subject.add('forged')).rejects.toThrow('forged');
    expect(subject.verified).toEqual(['forged', 'forged']);
  });

  it('knows nothing of what was dropped', async () => {
    const subject = createSubject();
    await subject.add('a');
    subject.drop('a');
    expect(subject.find('a')).toBeUndefined();
  });

  it('holds 10,000 tokens and no more', async () => {
    const subject = createSubject();
    for (let index = 0; index <= 10_000; index += 1) await subject.add(`token-${index}`);
    expect(subject.find('token-10000')).toBeDefined();
    expect(subject.find('token-1')).toBeDefined();
    expect(subject.find('token-0')).toBeUndefined();
  });
});
