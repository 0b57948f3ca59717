import { expect, it } from 'vitest';
import {
  clearLock,
  countFailedAttempt,
  isLocked,
  lockUser,
  remainingLockSeconds,
} from '../../../../src-emulator/operations/lockout.ts';
import { createContext, startOfTime } from '../fixtures.ts';

const hour = 60 * 60_000;

it('locks on the hundredth failure, for exactly an hour', async () => {
  const { ada } = await createContext();
  for (let failures = 0; failures < 99; failures += 1) countFailedAttempt(ada, startOfTime);
  expect(isLocked(ada, startOfTime)).toBe(false);
  countFailedAttempt(ada, startOfTime);
  expect(remainingLockSeconds(ada, startOfTime)).toBe(3600);
  expect(isLocked(ada, startOfTime + hour - 1)).toBe(true);
  expect(isLocked(ada, startOfTime + hour)).toBe(false);
});

it('forgets failures on success', async () => {
  const { ada } = await createContext();
  for (let failures = 0; failures < 99; failures += 1) countFailedAttempt(ada, startOfTime);
  clearLock(ada);
  countFailedAttempt(ada, startOfTime);
  expect(isLocked(ada, startOfTime)).toBe(false);
});

it('can be set and lifted by hand', async () => {
  const { ada } = await createContext();
  lockUser(ada, startOfTime);
  expect(isLocked(ada, startOfTime)).toBe(true);
  clearLock(ada);
  expect(remainingLockSeconds(ada, startOfTime)).toBeNull();
});
