import { listLinkedAccounts } from '../operations/linked-accounts.ts';
import type { EmailAddress, PhoneNumber, User } from '../state/records.ts';
import { verificationJson } from './verification-json.ts';

/** Clerk describes no link to an account at a provider of the instance's own. */
const linkablePattern = /^oauth_[a-z]+$/;

const linksJson = (user: User, email: EmailAddress) =>
  listLinkedAccounts(user, email)
    .map(({ identificationId, verification }) => ({ type: verification.strategy, id: identificationId }))
    .filter(({ type }) => linkablePattern.test(type));

export const emailAddressJson = (user: User, email: EmailAddress, now: number) => ({
  id: email.id,
  object: 'email_address',
  email_address: email.emailAddress,
  reserved: email.reserved,
  verification: email.verification && verificationJson(email.verification, now),
  linked_to: linksJson(user, email),
  matches_sso_connection: false,
  created_at: email.createdAt,
  updated_at: email.updatedAt,
});

export const phoneNumberJson = (phone: PhoneNumber, now: number) => ({
  id: phone.id,
  object: 'phone_number',
  phone_number: phone.phoneNumber,
  reserved_for_second_factor: phone.reservedForSecondFactor,
  default_second_factor: phone.defaultSecondFactor,
  reserved: phone.reserved,
  verification: phone.verification && verificationJson(phone.verification, now),
  linked_to: [],
  backup_codes: null,
  created_at: phone.createdAt,
  updated_at: phone.updatedAt,
});
