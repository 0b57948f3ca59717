import type { Caller, EmulatorContext } from '../context.ts';
import { identificationClaimed, signUpCannotBeUpdated } from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, SignUp, User } from '../state/records.ts';
import { createUserRecord } from '../state/seed.ts';
import { linkIdentity } from './external-accounts.ts';
import { openInvite } from './invites.ts';
import { createPhoneNumber } from './phone-numbers.ts';
import { assertMaySignUpWith, assertNotRestricted } from './restrictions.ts';
import { startSession } from './sessions.ts';
import { listMissingFields, listUnverifiedFields } from './sign-up-fields.ts';

/** Throws for a sign-up that has become a user. */
export function assertOpen(signUp: SignUp): void {
  if (signUp.status === 'complete') throw signUpCannotBeUpdated();
}

/** Creates the user and signs in, once nothing is missing or unverified. */
export function completeIfReady(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
): void {
  const { store } = context;
  const { emailAddress, phoneNumber } = signUp;
  const missing = listMissingFields(store.settings, signUp);
  if (missing.length > 0 || listUnverifiedFields(signUp).length > 0) return;
  assertStillFree(context, signUp);
  const invite = signUp.ticket && openInvite(context, signUp.ticket);
  const assertAllowed = invite ? assertNotRestricted : assertMaySignUpWith;
  for (const identifier of [emailAddress, phoneNumber]) if (identifier) assertAllowed(context, identifier);
  const user = createUserOf(context, signUp);
  store.users.set(user.id, user);
  invite?.accept(user);
  const { external } = signUp;
  if (external?.status === 'verified' && external.identity)
    linkIdentity(context, user, external.strategy, external.identity);
  signUp.status = 'complete';
  signUp.createdUserId = user.id;
  signUp.createdSessionId = startSession(context, client, user, caller).id;
}

function assertStillFree({ store }: EmulatorContext, signUp: SignUp): void {
  const { emailAddress, phoneNumber, username, externalId } = signUp;
  if (
    (emailAddress && store.findUserByEmail(emailAddress)) ||
    (phoneNumber && store.findUserByPhone(phoneNumber)) ||
    (username && store.findUserByUsername(username)) ||
    (externalId && store.findUserByExternalId(externalId))
  )
    throw identificationClaimed();
}

function createUserOf({ clock }: EmulatorContext, signUp: SignUp): User {
  const now = clock();
  const { firstName, lastName, passwordHash, emailAddress, phoneNumber } = signUp;
  const emailAddresses = emailAddress
    ? [
        {
          id: createId('idn'),
          emailAddress,
          verification: signUp.emailVerification,
          reserved: false,
          createdAt: now,
          updatedAt: now,
        },
      ]
    : [];
  const user = createUserRecord({ firstName, lastName, passwordHash, emailAddresses }, now);
  if (phoneNumber) {
    const phone = createPhoneNumber(phoneNumber, signUp.phoneVerification, now);
    user.phoneNumbers = [phone];
    user.primaryPhoneNumberId = phone.id;
  }
  user.username = signUp.username;
  user.unsafeMetadata = signUp.unsafeMetadata;
  user.locale = signUp.locale;
  user.externalId = signUp.externalId;
  user.legalAcceptedAt = signUp.legalAcceptedAt;
  return user;
}
