import { featureNotEnabled, userLocked } from '../errors/catalogue.ts';
import { defaultIdentitySettings } from '../state/identity-settings.ts';
import type { User } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';

type LockRules = Pick<Settings, 'lockout' | 'lockoutAttempts' | 'lockoutMinutes'>;

export const isLocked = (user: User, now: number): boolean =>
  user.lockedUntil !== null && now < user.lockedUntil;

export const remainingLockSeconds = (user: User, now: number): number | null =>
  user.lockedUntil !== null && now < user.lockedUntil ? Math.ceil((user.lockedUntil - now) / 1000) : null;

/** Throws `user_locked` while the lock lasts. */
export function assertNotLocked(user: User, now: number): void {
  if (isLocked(user, now)) throw userLocked(remainingLockSeconds(user, now));
}

/** The rules are Clerk's defaults unless the settings are given: one hour after 100 failed attempts. */
export function lockUser(user: User, now: number, rules: LockRules = defaultIdentitySettings): void {
  user.lockedUntil = now + rules.lockoutMinutes * 60_000;
}

/** Throws where the settings lock nobody. */
export function assertLockable({ lockout }: LockRules): void {
  if (!lockout) throw featureNotEnabled();
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

export function countFailedAttempt(
  user: User,
  now: number,
  rules: LockRules = defaultIdentitySettings,
): void {
  if (!rules.lockout) return;
  user.failedAttempts += 1;
  if (user.failedAttempts < rules.lockoutAttempts) return;
  lockUser(user, now, rules);
  user.failedAttempts = 0;
}
