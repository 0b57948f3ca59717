import type { EmulatorContext } from '../context.ts';
import {
  usernameCharactersInvalid,
  usernameLengthInvalid,
  usernameNeedsLetter,
  usernameTaken,
} from '../errors/identity-errors.ts';
import type { User } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';

const plainPattern = /^[a-z0-9_-]+$/;
const extendedPattern = /^[a-z0-9_.!#$%&'*+/=?^`{|}~-]+$/;

/** Throws what Clerk answers to a username (in lower case) that the settings refuse. */
function checkUsername(settings: Settings, username: string): void {
  const { usernameMinimumLength: minimum, usernameMaximumLength: maximum } = settings;
  if (username.length < minimum || username.length > maximum) throw usernameLengthInvalid(minimum, maximum);
  if (!(settings.usernameExtendedCharacters ? extendedPattern : plainPattern).test(username))
    throw usernameCharactersInvalid();
  if (!settings.usernameNumeric && /^\d+$/.test(username)) throw usernameNeedsLetter();
}

/** Throws when the username is refused, or another user has it. */
export function assertUsernameFree({ store }: EmulatorContext, username: string, owner?: User): void {
  checkUsername(store.settings, username);
  const holder = store.findUserByUsername(username);
  if (holder && holder !== owner) throw usernameTaken();
}
