import { ClerkAPIResponseError } from '@clerk/backend/errors';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { askClerk } from '../../../../src-api/clerk/clerk-fault.ts';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { rejectedProblemCode } from '../support/problem-code.ts';

const clerkError = (status?: number, retryAfter?: number) =>
  Object.assign(new ClerkAPIResponseError('failed', { data: [], status: status ?? 0 }), {
    status,
    retryAfter,
  });

describe('askClerk', () => {
  afterEach(() => void vi.useRealTimers());

  it('answers what Clerk answered', async () => {
    expect(await askClerk(async () => 'user')).toBe('user');
  });

  it('answers undefined when Clerk knows no such thing', async () => {
    expect(await askClerk(() => Promise.reject(clerkError(404)))).toBeUndefined();
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
    expect(await rejectedProblemCode(askClerk(() => Promise.reject(clerkError(status))))).toBe(code);
  });

  it("passes Clerk's Retry-After on", async () => {
    const error = await askClerk(() => Promise.reject(clerkError(429, 17))).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ extras: { retryAfterSeconds: 17 } });
  });

  it('gives up after 2 seconds', async () => {
    vi.useFakeTimers();
    const outcome = rejectedProblemCode(askClerk(() => new Promise(() => undefined)));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await outcome).toBe('clerk-unreachable');
  });

  it('does not swallow errors of our own', async () => {
    await expect(askClerk(() => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });
});
