import type { EmailAddress, PhoneNumber } from '../state/records.ts';
import { verificationJson } from './verification-json.ts';

export const emailAddressJson = (email: EmailAddress, now: number) => ({
  id: email.id,
  object: 'email_address',
  email_address: email.emailAddress,
  reserved: false,
  verification: email.verification && verificationJson(email.verification, now),
  linked_to: [],
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
  reserved: false,
  verification: phone.verification && verificationJson(phone.verification, now),
  linked_to: [],
  backup_codes: null,
  created_at: phone.createdAt,
  updated_at: phone.updatedAt,
});
