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
  const subject = { isCurrent: true, verified: [] as string[] };
  const cache = createVerifiedTokenCache();
  const get = (token: string) =>
    cache.get(
      token,
      async () => subject.isCurrent,
      async (given) => {
        subject.verified.push(given);
        if (given === 'forged') throw new Error('forged');
        return entry(given);
      },
    );
  return Object.assign(subject, { get });
}

describe('createVerifiedTokenCache', () => {
  it('verifies a token once, also for callers at the same time', async () => {
    const subject = createSubject();
    const answers = await Promise.all(Array.from({ length: 200 }, () => subject.get('a')));
    expect(new Set(answers).size).toBe(1);
    expect(await subject.get('a')).toBe(answers[0]);
    expect(subject.verified).toEqual(['a']);
  });

  it('keeps tokens apart that differ in one byte', async () => {
    const subject = createSubject();
    expect((await subject.get('token-a')).claims.userId).toBe('token-a');
    expect((await subject.get('token-b')).claims.userId).toBe('token-b');
  });

  it('keeps no refusal', async () => {
    const subject = createSubject();
    await expect(subject.get('forged')).rejects.toThrow('forged');
    await expect(subject.get('forged')).rejects.toThrow('forged');
    expect(subject.verified).toEqual(['forged', 'forged']);
  });

  it('drops a token whose key is no longer the one it was verified with', async () => {
    const subject = createSubject();
    await subject.get('a');
    subject.isCurrent = false;
    await subject.get('a');
    subject.isCurrent = true;
    await subject.get('a');
    expect(subject.verified).toEqual(['a', 'a']);
  });

  it('holds 10,000 tokens and no more', async () => {
    const subject = createSubject();
    for (let index = 0; index <= 10_000; index += 1) await subject.get(`token-${index}`);
    await subject.get('token-10000');
    expect(subject.verified).toHaveLength(10_001);
    await subject.get('token-0');
    expect(subject.verified).toHaveLength(10_002);
  });
});
