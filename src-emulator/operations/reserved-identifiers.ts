import type { EmailAddress, PhoneNumber, User } from '../state/records.ts';
import { createVerifiedEmail, createVerifiedPhone } from '../state/seed.ts';
import type { Verification } from '../state/verification-records.ts';

/** Whether a backend gives an address or a number as proved, or keeps it for the user until it is. */
export type IdentificationStatus = 'verified' | 'reserved';

/** A right answer to what was sent to a reserved address or number verifies it. */
export function verifyReserved(user: User, { sentTo }: Verification, now: number): void {
  for (const email of user.emailAddresses)
    if (email.reserved && email.emailAddress === sentTo) {
      email.verification = createVerifiedEmail(sentTo, 'email_code', now).verification;
      settle(email, now);
    }
  for (const phone of user.phoneNumbers)
    if (phone.reserved && phone.phoneNumber === sentTo) {
      phone.verification = createVerifiedPhone(sentTo, 'phone_code', now).verification;
      settle(phone, now);
    }
}

function settle(identification: EmailAddress | PhoneNumber, now: number): void {
  identification.reserved = false;
  identification.updatedAt = now;
}
