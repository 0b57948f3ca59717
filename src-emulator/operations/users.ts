import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { parameterResourceNotFound } from '../errors/parameter-errors.ts';
import type { EmailAddress, PhoneNumber, User } from '../state/records.ts';
import { assertLockable, clearLock, lockUser } from './lockout.ts';
import { forgetUserInOrganizations } from './organizations.ts';
import { revokeSessionsOfUser } from './sessions.ts';

/** Throws 404 when there is no such user. */
export function requireUserById({ store }: EmulatorContext, id: string): User {
  const user = store.users.get(id);
  if (!user) throw resourceNotFound('user', id);
  return user;
}

/** Removes the user with all sessions and attempts. */
export function deleteUser(context: EmulatorContext, user: User): void {
  const { store } = context;
  store.users.delete(user.id);
  forgetUserInOrganizations(context, user.id);
  for (const session of store.listSessionsOfUser(user.id)) store.sessions.delete(session.id);
  const { signInTokens, actorTokens } = store.access;
  for (const tokens of [signInTokens, actorTokens])
    for (const token of tokens.values()) if (token.userId === user.id) tokens.delete(token.id);
  const { platform } = store;
  platform.apiKeys = platform.apiKeys.filter((key) => key.subject !== user.id);
  platform.oauthGrants = platform.oauthGrants.filter((grant) => grant.userId !== user.id);
  for (const client of store.clients.values()) if (client.signIn?.userId === user.id) client.signIn = null;
}

/** Ends all sessions and refuses sign-in until {@link unbanUser}. */
export function banUser(context: EmulatorContext, user: User): void {
  user.banned = true;
  user.updatedAt = context.clock();
  revokeSessionsOfUser(context, user.id);
}

export function unbanUser({ clock }: EmulatorContext, user: User): void {
  user.banned = false;
  user.updatedAt = clock();
}

/** Refuses sign-in for the lock-out time; running sessions go on. Throws where the settings lock nobody. */
export function lockUserNow({ clock, store }: EmulatorContext, user: User): void {
  assertLockable(store.settings);
  lockUser(user, clock(), store.settings);
  user.updatedAt = clock();
}

export function unlockUser({ clock, store }: EmulatorContext, user: User): void {
  assertLockable(store.settings);
  clearLock(user);
  user.updatedAt = clock();
}

type Primaries = {
  primaryEmailAddressId?: string | null | undefined;
  primaryPhoneNumberId?: string | null | undefined;
};

/** Makes one of the user's verified addresses or numbers the primary one. Throws, and sets neither, for any other. */
export function setPrimaries(user: User, { primaryEmailAddressId, primaryPhoneNumberId }: Primaries): void {
  if (primaryEmailAddressId && !hasVerified(user.emailAddresses, primaryEmailAddressId))
    throw parameterResourceNotFound('primary_email_address_id');
  if (primaryPhoneNumberId && !hasVerified(user.phoneNumbers, primaryPhoneNumberId))
    throw parameterResourceNotFound('primary_phone_number_id');
  if (primaryEmailAddressId) user.primaryEmailAddressId = primaryEmailAddressId;
  if (primaryPhoneNumberId) user.primaryPhoneNumberId = primaryPhoneNumberId;
}

const hasVerified = (identifications: (EmailAddress | PhoneNumber)[], id: string): boolean =>
  identifications.some((candidate) => candidate.id === id && candidate.verification?.status === 'verified');
