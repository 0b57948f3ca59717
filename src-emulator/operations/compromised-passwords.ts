import type { EmulatorContext } from '../context.ts';
import { strategyForUserInvalid } from '../errors/catalogue.ts';
import type { User } from '../state/records.ts';
import { revokeSessionsOfUser } from './sessions.ts';

/** Throws for a user who has no password. */
export function requirePassword(user: User): User {
  if (!user.passwordHash) throw strategyForUserInvalid();
  return user;
}

/** The next sign-in has to choose a new password; running sessions go on, unless they are revoked. */
export function setPasswordCompromised(
  context: EmulatorContext,
  user: User,
  { revokeAllSessions }: { revokeAllSessions: boolean },
): void {
  user.passwordCompromised = true;
  user.updatedAt = context.clock();
  if (revokeAllSessions) revokeSessionsOfUser(context, user.id);
}
