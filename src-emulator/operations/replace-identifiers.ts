import type { EmulatorContext } from '../context.ts';
import { emailAddressTaken } from '../errors/catalogue.ts';
import { linkedEmailAddress, phoneNumberTaken } from '../errors/identity-errors.ts';
import type { EmailAddress, PhoneNumber, User } from '../state/records.ts';
import { createVerifiedEmail, createVerifiedPhone } from '../state/seed.ts';
import { dropBackupCodesWithoutFactor } from './has-second-factor.ts';
import { listLinkedAccounts } from './linked-accounts.ts';

/** Puts one verified address in the place of all that the user has, unless one of them is a connected account's. */
export function replaceEmailAddresses(
  { store, clock }: EmulatorContext,
  user: User,
  emailAddress: string,
): EmailAddress {
  const holder = store.findUserByEmail(emailAddress);
  if (holder && holder !== user) throw emailAddressTaken();
  if (user.emailAddresses.some((email) => listLinkedAccounts(user, email).length > 0))
    throw linkedEmailAddress();
  const now = clock();
  const email = createVerifiedEmail(emailAddress, 'admin', now);
  user.emailAddresses = [email];
  user.primaryEmailAddressId = email.id;
  user.updatedAt = now;
  return email;
}

/** The same for a number. A second factor by one of the former numbers ends with it. */
export function replacePhoneNumbers(
  { store, clock }: EmulatorContext,
  user: User,
  phoneNumber: string,
): PhoneNumber {
  const holder = store.findUserByPhone(phoneNumber);
  if (holder && holder !== user) throw phoneNumberTaken();
  const now = clock();
  const phone = createVerifiedPhone(phoneNumber, 'admin', now);
  user.phoneNumbers = [phone];
  user.primaryPhoneNumberId = phone.id;
  dropBackupCodesWithoutFactor(user, now);
  user.updatedAt = now;
  return phone;
}
