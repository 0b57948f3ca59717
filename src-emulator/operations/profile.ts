import type { EmulatorContext } from '../context.ts';
import { deleteSelfNotEnabled } from '../errors/catalogue.ts';
import { parameterNil, parameterResourceNotFound, parameterUnknown } from '../errors/parameter-errors.ts';
import type { Metadata, Session, User } from '../state/records.ts';
import { isFirstFactorEnabled } from './first-factors.ts';
import { isIdentifierOn } from './identification.ts';
import { attemptPassword } from './password-attempt.ts';
import { checkNewPassword } from './password-policy.ts';
import { revokeSessionsOfUser } from './sessions.ts';
import { assertUsernameFree } from './usernames.ts';
import { deleteUser, setPrimaries } from './users.ts';

export type ProfileChanges = {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  /** In lower case; `null` takes it away. */
  username?: string | null | undefined;
  primaryEmailAddressId?: string | undefined;
  primaryPhoneNumberId?: string | undefined;
  /** Nobody has one here. */
  primaryWeb3WalletId?: string | undefined;
  unsafeMetadata?: Metadata | undefined;
};

/** What signed-in users may change about themselves. */
export function updateProfile(context: EmulatorContext, user: User, changes: ProfileChanges): void {
  const { firstName, lastName, username, unsafeMetadata } = changes;
  if (username !== undefined) checkOwnUsername(context, user, username);
  if (changes.primaryWeb3WalletId) throw parameterResourceNotFound('primary_web3_wallet_id');
  setPrimaries(user, changes);
  if (username !== undefined) user.username = username;
  if (firstName !== undefined) user.firstName = firstName;
  if (lastName !== undefined) user.lastName = lastName;
  if (unsafeMetadata) user.unsafeMetadata = unsafeMetadata;
  user.updatedAt = context.clock();
}

/** Throws for one that the instance refuses, and for taking away one that it requires. */
function checkOwnUsername(context: EmulatorContext, user: User, username: string | null): void {
  const { settings } = context.store;
  if (!isIdentifierOn(settings, 'username')) throw parameterUnknown('username');
  if (username !== null) assertUsernameFree(context, username, user);
  else if (settings.username === 'required') throw parameterNil('username');
}

/**
 * Replaces the password. The current one is checked where it is given; Clerk's pages leave it out, since the
 * session has to be verified recently.
 */
export async function changePassword(
  context: EmulatorContext,
  user: User,
  session: Session,
  parameters: { newPassword: string; currentPassword?: string | undefined; signOutOfOtherSessions: boolean },
): Promise<void> {
  const { newPassword, currentPassword, signOutOfOtherSessions } = parameters;
  const { settings } = context.store;
  if (!isFirstFactorEnabled(settings, 'password')) throw parameterUnknown('new_password');
  if (user.passwordHash && currentPassword)
    await attemptPassword(context, user, currentPassword, 'current_password');
  checkNewPassword(settings, newPassword, 'new_password');
  user.passwordHash = await context.passwords.hash(newPassword);
  user.passwordUpdatedAt = context.clock();
  user.passwordCompromised = false;
  user.updatedAt = context.clock();
  if (signOutOfOtherSessions) revokeSessionsOfUser(context, user.id, session.id);
}

export function deleteOwnAccount(context: EmulatorContext, user: User): void {
  if (!user.deleteSelfEnabled) throw deleteSelfNotEnabled();
  deleteUser(context, user);
}
