import type { EmulatorContext } from '../context.ts';
import { emailAddressTaken, resourceNotFound } from '../errors/catalogue.ts';
import { phoneNumberTaken } from '../errors/identity-errors.ts';
import { parameterDuplicate } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { EmailAddress, PhoneNumber, User } from '../state/records.ts';
import { createVerifiedEmail, createVerifiedPhone } from '../state/seed.ts';
import { dropBackupCodesWithoutFactor, keepOneDefault } from './has-second-factor.ts';
import { changePhoneNumber, createPhoneNumber } from './phone-numbers.ts';
import { assertUsernameFree } from './usernames.ts';

/** What the Backend API may set on an address or a number of any user. */
export type IdentifierFields = { verified?: boolean | undefined; primary?: boolean | undefined };

type Identifiers = {
  emailAddresses: string[];
  phoneNumbers: string[];
  username?: string | null | undefined;
};

/** Throws when one of them is given twice, refused, or somebody else's. */
export function assertIdentifiersFree(context: EmulatorContext, identifiers: Identifiers): void {
  const { store } = context;
  const { emailAddresses, phoneNumbers, username } = identifiers;
  if (new Set(emailAddresses).size < emailAddresses.length) throw parameterDuplicate('email_address');
  if (new Set(phoneNumbers).size < phoneNumbers.length) throw parameterDuplicate('phone_number');
  if (emailAddresses.some((address) => store.findUserByEmail(address))) throw emailAddressTaken();
  if (phoneNumbers.some((number) => store.findUserByPhone(number))) throw phoneNumberTaken();
  if (username) assertUsernameFree(context, username);
}

/** The user who has this address, and the address. Throws 404 when nobody has. */
export function findAnyEmailAddress({ store }: EmulatorContext, id: string): [User, EmailAddress] {
  for (const user of store.users.values())
    for (const email of user.emailAddresses) if (email.id === id) return [user, email];
  throw resourceNotFound('email address', id);
}

/** The same for a number. */
export function findAnyPhoneNumber({ store }: EmulatorContext, id: string): [User, PhoneNumber] {
  for (const user of store.users.values())
    for (const phone of user.phoneNumbers) if (phone.id === id) return [user, phone];
  throw resourceNotFound('phone number', id);
}

/** Adds an address to a user. Throws when somebody has it. */
export function giveEmailAddress(
  context: EmulatorContext,
  user: User,
  emailAddress: string,
  fields: IdentifierFields,
): EmailAddress {
  const isOwn = user.emailAddresses.some((email) => email.emailAddress === emailAddress);
  if (isOwn || context.store.findUserByEmail(emailAddress)) throw emailAddressTaken();
  const now = context.clock();
  const email: EmailAddress = {
    id: createId('idn'),
    emailAddress,
    verification: null,
    reserved: false,
    createdAt: now,
    updatedAt: now,
  };
  user.emailAddresses.push(email);
  setEmailAddress(context, user, email, {
    ...fields,
    primary: fields.primary || user.emailAddresses.length === 1,
  });
  return email;
}

/** Sets what is given. Throws when it would be verified for a second user. */
export function setEmailAddress(
  { store, clock }: EmulatorContext,
  user: User,
  email: EmailAddress,
  { verified, primary }: IdentifierFields,
): void {
  const now = clock();
  const holder = store.findUserByEmail(email.emailAddress);
  if (verified && holder && holder !== user) throw emailAddressTaken();
  if (verified) email.reserved = false;
  if (verified !== undefined)
    email.verification = verified ? createVerifiedEmail(email.emailAddress, 'admin', now).verification : null;
  if (primary) user.primaryEmailAddressId = email.id;
  email.updatedAt = now;
  user.updatedAt = now;
}

type PhoneFields = IdentifierFields & { reservedForSecondFactor?: boolean | undefined };

/** Adds a number to a user. Throws when somebody has it. */
export function givePhoneNumber(
  context: EmulatorContext,
  user: User,
  phoneNumber: string,
  fields: PhoneFields,
): PhoneNumber {
  const isOwn = user.phoneNumbers.some((phone) => phone.phoneNumber === phoneNumber);
  if (isOwn || context.store.findUserByPhone(phoneNumber)) throw phoneNumberTaken();
  const phone = createPhoneNumber(phoneNumber, null, context.clock());
  user.phoneNumbers.push(phone);
  setPhoneNumber(context, user, phone, {
    ...fields,
    primary: fields.primary || user.phoneNumbers.length === 1,
  });
  return phone;
}

/** Sets what is given. Throws when it would be verified for a second user. */
export function setPhoneNumber(
  context: EmulatorContext,
  user: User,
  phone: PhoneNumber,
  { verified, primary, reservedForSecondFactor }: PhoneFields,
): void {
  const now = context.clock();
  const holder = context.store.findUserByPhone(phone.phoneNumber);
  if (verified && holder && holder !== user) throw phoneNumberTaken();
  if (verified) phone.reserved = false;
  if (verified !== undefined)
    phone.verification = verified ? createVerifiedPhone(phone.phoneNumber, 'admin', now).verification : null;
  if (reservedForSecondFactor !== undefined)
    changePhoneNumber(context, user, phone, { reservedForSecondFactor });
  if (primary) user.primaryPhoneNumberId = phone.id;
  keepOneDefault(user);
  dropBackupCodesWithoutFactor(user, now);
  phone.updatedAt = now;
  user.updatedAt = now;
}
