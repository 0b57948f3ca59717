import { ClerkAPIResponseError } from '@clerk/backend/errors';
import { describe, expect, it } from 'vitest';
import { readClerkAnswer } from '../../../../src-api/clerk/clerk-fault.ts';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { rejectedProblemCode } from '../support/problem-code.ts';

const clerkError = (status?: number, retryAfter?: number) =>
  Object.assign(new ClerkAPIResponseError('failed', { data: [], status: status ?? 0 }), {
    status,
    retryAfter,
  });

describe('readClerkAnswer', () => {
  it('answers what Clerk answered', async () => {
    expect(await readClerkAnswer(async () => 'user')).toBe('user');
  });

  it('answers undefined when Clerk knows no such thing', async () => {
    expect(await readClerkAnswer(() => Promise.reject(clerkError(404)))).toBeUndefined();
  });

  it.each([
    [undefined, 'clerk-unreachable'],
    [500, 'clerk-unreachable'],
    [503, 'clerk-unreachable'],
    [401, 'clerk-rejected-key'],
    [403, 'clerk-rejected-key'],
    [429, 'clerk-rate-limited'],
    [422, 'internal-error'],
  ])('turns status %s into %s', async (status, code) => {
    expect(await rejectedProblemCode(readClerkAnswer(() => Promise.reject(clerkError(status))))).toBe(code);
  });

  it("passes Clerk's Retry-After on", async () => {
    const error = await readClerkAnswer(() => Promise.reject(clerkError(429, 17))).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ extras: { retryAfterSeconds: 17 } });
  });

  it('does not swallow errors of our own', async () => {
    await expect(readClerkAnswer(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
