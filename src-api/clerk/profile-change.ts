import type { User } from '@clerk/backend';
import { isClerkAPIResponseError } from '@clerk/backend/errors';
import type { ProfileChange } from '../../src-contracts/api-routes.ts';
import { ProblemError } from '../errors/problem-error.ts';
import type { Ask } from './ask.ts';

/**
 * Changes names and unsafe metadata at Clerk; answers the user as it is then, `undefined` when there is none.
 * Names come first: when Clerk refuses the metadata after that, the names have changed. Clerk merges metadata
 * deeply (https://clerk.com/docs/reference/backend/user/update-user-metadata).
 */
export async function changeProfile(
  ask: Ask,
  userId: string,
  { unsafeMetadata, ...names }: ProfileChange,
): Promise<User | undefined> {
  const isNamed = Object.keys(names).length > 0;
  const renamed = isNamed
    ? await ask((client) => client.users.updateUser(userId, namesOf(names)).catch(refuseInput))
    : undefined;
  if (!unsafeMetadata || (isNamed && !renamed)) return renamed;
  return ask((client) => client.users.updateUserMetadata(userId, { unsafeMetadata }).catch(refuseInput));
}

/** Clerk takes the empty text for no name; its client has no type for `null`. */
const namesOf = ({ firstName, lastName }: Omit<ProfileChange, 'unsafeMetadata'>) => ({
  ...(firstName === undefined ? {} : { firstName: firstName ?? '' }),
  ...(lastName === undefined ? {} : { lastName: lastName ?? '' }),
});

const fieldNames = new Map([
  ['first_name', 'firstName'],
  ['last_name', 'lastName'],
  ['unsafe_metadata', 'unsafeMetadata'],
]);

/** Clerk's own limits may be stricter than ours: what it refuses is the caller's to mend. */
function refuseInput(error: unknown): never {
  if (!isClerkAPIResponseError(error) || (error.status !== 400 && error.status !== 422)) throw error;
  const errors = error.errors.map(({ message, longMessage, meta }) => ({
    field: fieldNames.get(meta?.paramName ?? '') ?? '',
    message: longMessage ?? message,
  }));
  throw new ProblemError('invalid-request', { detail: 'Clerk refused the change.', errors });
}
