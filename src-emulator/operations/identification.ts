import type { EmulatorContext } from '../context.ts';
import { parameterFormatInvalid } from '../errors/parameter-errors.ts';
import type { User } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';
import { normalisePhoneNumber } from './phone-format.ts';

export type IdentifierName = Settings['signInIdentifiers'][number];

const settingOf = {
  email_address: 'emailAddress',
  phone_number: 'phoneNumber',
  username: 'username',
} as const satisfies Record<IdentifierName, keyof Settings>;

/** Whether users of this instance may have such an identifier. */
export const isIdentifierOn = (settings: Settings, name: IdentifierName): boolean =>
  settings[settingOf[name]] !== 'off';

/** By what people may sign in. */
export const listSignInIdentifiers = (settings: Settings): IdentifierName[] =>
  settings.signInIdentifiers.filter((name) => isIdentifierOn(settings, name));

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** The user whom one of the identifiers that the instance signs in by names, and that identifier as it is kept. */
export function findUserByIdentifier(
  { store }: EmulatorContext,
  text: string,
): { identifier: string; user: User | undefined } {
  const names = listSignInIdentifiers(store.settings);
  const identifier = text.trim().toLowerCase();
  if (names.includes('email_address') && emailPattern.test(identifier))
    return { identifier, user: store.findUserByEmail(identifier) };
  const phoneNumber = names.includes('phone_number') ? normalisePhoneNumber(identifier) : undefined;
  const byPhone = phoneNumber === undefined ? undefined : store.findUserByPhone(phoneNumber);
  if (phoneNumber && (byPhone || !names.includes('username')))
    return { identifier: phoneNumber, user: byPhone };
  if (names.includes('username')) return { identifier, user: store.findUserByUsername(identifier) };
  throw parameterFormatInvalid(
    'identifier',
    names.includes('phone_number') ? 'must be a valid phone number.' : 'must be a valid email address.',
  );
}
