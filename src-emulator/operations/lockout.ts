import { userLocked } from '../errors/catalogue.ts';
import type { User } from '../state/records.ts';

/** Clerk's default attack protection: one hour after 100 failed attempts. */
export const maximumFailedAttempts = 100;
export const lockMinutes = 60;

const lockMilliseconds = lockMinutes * 60_000;

export const isLocked = (user: User, now: number): boolean =>
  user.lockedUntil !== null && now < user.lockedUntil;

export const remainingLockSeconds = (user: User, now: number): number | null =>
  user.lockedUntil !== null && now < user.lockedUntil ? Math.ceil((user.lockedUntil - now) / 1000) : null;

/** Throws `user_locked` while the lock lasts. */
export function assertNotLocked(user: User, now: number): void {
  if (isLocked(user, now)) throw userLocked(remainingLockSeconds(user, now));
}

export function lockUser(user: User, now: number): void {
  user.lockedUntil = now + lockMilliseconds;
}

export function clearLock(user: User): void {
  user.failedAttempts = 0;
  user.lockedUntil = null;
}

/** Takes back one that was counted in advance. Throws `user_locked` when it has led to the lock. */
export function withdrawFailedAttempt(user: User, now: number): void {
  assertNotLocked(user, now);
  user.failedAttempts = Math.max(0, user.failedAttempts - 1);
}

export function countFailedAttempt(user: User, now: number): void {
  user.failedAttempts += 1;
  if (user.failedAttempts < maximumFailedAttempts) return;
  lockUser(user, now);
  user.failedAttempts = 0;
}
