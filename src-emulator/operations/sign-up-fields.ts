import { parameterUnknown } from '../errors/parameter-errors.ts';
import type { SignUp } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';
import { isFirstFactorEnabled } from './first-factors.ts';

type Demand = 'off' | 'optional' | 'required';

/** What the sign-up may ask for, in the order in which it does, and whether the settings demand it. */
const demands: Record<string, (settings: Settings) => Demand> = {
  email_address: (settings) => settings.emailAddress,
  phone_number: (settings) => settings.phoneNumber,
  username: (settings) => settings.username,
  password: (settings) => (isFirstFactorEnabled(settings, 'password') ? settings.password : 'off'),
  first_name: (settings) => settings.firstName,
  last_name: (settings) => settings.lastName,
  legal_accepted: (settings) => (settings.legalConsent ? 'required' : 'off'),
};

/** Stands for either, where neither of both is required. */
const eitherIdentifier = 'email_address_or_phone_number';

const listDemanded = (settings: Settings, demand: Demand): string[] =>
  Object.entries(demands)
    .filter(([, read]) => read(settings) === demand)
    .map(([name]) => name);

/** Somebody has to be found again: without a required identifier, one of the optional ones is required. */
function listRequiredIdentifiers(settings: Settings): string[] {
  const { emailAddress, phoneNumber, username } = settings;
  if ([emailAddress, phoneNumber, username].includes('required')) return [];
  if (emailAddress === 'optional') return [phoneNumber === 'optional' ? eitherIdentifier : 'email_address'];
  return [phoneNumber === 'optional' ? 'phone_number' : 'username'];
}

export const listRequiredFields = (settings: Settings): string[] => [
  ...listRequiredIdentifiers(settings),
  ...listDemanded(settings, 'required'),
];

export function listOptionalFields(settings: Settings): string[] {
  const required = listRequiredFields(settings);
  return listDemanded(settings, 'optional').filter((field) => !required.includes(field));
}

const givenFields: Record<string, (signUp: SignUp) => boolean> = {
  email_address: (signUp) => signUp.emailAddress !== null,
  phone_number: (signUp) => signUp.phoneNumber !== null,
  [eitherIdentifier]: (signUp) => signUp.emailAddress !== null || signUp.phoneNumber !== null,
  username: (signUp) => signUp.username !== null,
  // Somebody who comes from a provider signs in with it.
  password: (signUp) => signUp.passwordHash !== null || signUp.external?.status === 'verified',
  first_name: (signUp) => signUp.firstName !== null,
  last_name: (signUp) => signUp.lastName !== null,
  legal_accepted: (signUp) => signUp.legalAcceptedAt !== null,
};

export const listMissingFields = (settings: Settings, signUp: SignUp): string[] =>
  listRequiredFields(settings).filter((field) => !givenFields[field]?.(signUp));

export const listUnverifiedFields = (signUp: SignUp): string[] => [
  ...(signUp.emailAddress && signUp.emailVerification?.status !== 'verified' ? ['email_address'] : []),
  ...(signUp.phoneNumber && signUp.phoneVerification?.status !== 'verified' ? ['phone_number'] : []),
];

/** Throws for the first field that is given although the settings do not have it. */
export function assertFieldsOn(settings: Settings, given: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null && demands[name]?.(settings) === 'off')
      throw parameterUnknown(name);
}
