import type { EmulatorContext } from '../context.ts';
import { isStoredDigest } from '../crypto/imported-passwords.ts';
import { passwordIncorrect, strategyForUserInvalid } from '../errors/catalogue.ts';
import type { User } from '../state/records.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { assertNotLocked, clearLock, countFailedAttempt, withdrawFailedAttempt } from './lockout.ts';

/**
 * Resolves when `password` is the user's; otherwise throws what Clerk answers, counting towards the lock. A digest that
 * another system has made is replaced by an own hash with the first right password, as Clerk replaces insecure ones.
 */
export async function attemptPassword(
  { passwords, clock, store }: EmulatorContext,
  user: User,
  password: string,
  parameter: 'password' | 'current_password',
): Promise<void> {
  assertNotLocked(user, clock());
  const { passwordHash: digest } = user;
  if (!digest) throw strategyForUserInvalid();
  // Counted before the slow comparison, so that guesses in parallel do not slip under the limit.
  countFailedAttempt(user, clock(), store.settings);
  if (!(await passwords.verify(password, digest))) {
    assertNotLocked(user, clock());
    throw passwordIncorrect(parameter);
  }
  if (isStoredDigest(digest)) {
    const own = await passwords.hash(password);
    // Hashing takes long enough for another password to have been chosen.
    if (user.passwordHash === digest) user.passwordHash = own;
  }
  // A password alone must not wipe out the wrong codes that were counted behind it.
  if (hasSecondFactor(user)) withdrawFailedAttempt(user, clock());
  else clearLock(user);
}
