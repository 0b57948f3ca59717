import type { Caller, EmulatorContext } from '../context.ts';
import {
  codeIncorrect,
  emailAddressTaken,
  identificationDeletionFailed,
  resourceNotFound,
  verificationAlreadyVerified,
} from '../errors/catalogue.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, EmailAddress, User } from '../state/records.ts';
import { sendLink } from './email-links.ts';
import { listSignInIdentifiers } from './identification.ts';
import { assertNotRestricted } from './restrictions.ts';
import { unsupportedStrategy } from './strategies.ts';
import { sendCode, tryCode } from './verification.ts';

/** Throws 404 when the user has no such address. */
export function findEmailAddress(user: User, id: string): EmailAddress {
  const email = user.emailAddresses.find((candidate) => candidate.id === id);
  if (!email) throw resourceNotFound('email address', id);
  return email;
}

/** Adds an address that counts for nothing until it is verified. */
export function addEmailAddress(context: EmulatorContext, user: User, emailAddress: string): EmailAddress {
  const { store, clock } = context;
  const isOwn = user.emailAddresses.some((email) => email.emailAddress === emailAddress);
  if (isOwn || store.findUserByEmail(emailAddress)) throw emailAddressTaken();
  assertNotRestricted(context, emailAddress);
  const now = clock();
  const email = {
    id: createId('idn'),
    emailAddress,
    verification: null,
    reserved: false,
    createdAt: now,
    updatedAt: now,
  };
  user.emailAddresses.push(email);
  user.updatedAt = now;
  return email;
}

/** Sends a code or a link to the address. */
export function prepareEmailVerification(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  email: EmailAddress,
  { strategy, redirectUrl }: { strategy: string; redirectUrl?: string | undefined },
): void {
  if (strategy !== 'email_code' && strategy !== 'email_link') throw unsupportedStrategy(strategy);
  if (!context.store.settings.emailVerifications.includes(strategy))
    throw parameterValueInvalid('strategy', 'does not match one of the allowed values.');
  if (email.verification?.status === 'verified') throw verificationAlreadyVerified();
  const to = email.emailAddress;
  email.verification =
    strategy === 'email_link'
      ? sendLink(context, { client, caller, to, purpose: 'verify_email', redirectUrl })
      : sendCode(context, to, 'verify_email');
  email.updatedAt = context.clock();
}

export function attemptEmailVerification(
  { store, clock }: EmulatorContext,
  user: User,
  email: EmailAddress,
  code: string,
): void {
  // Somebody else may have verified the same address since it was added here.
  const holder = store.findUserByEmail(email.emailAddress);
  if (email.verification?.status !== 'verified' && holder && holder !== user) throw emailAddressTaken();
  if (!tryCode(email.verification, code, clock())) throw codeIncorrect();
  markVerified(user, email, clock());
}

/** An address that was proved by a link. Throws when somebody else has verified it meanwhile. */
export function settleVerifiedEmail(
  { store, clock }: EmulatorContext,
  user: User,
  email: EmailAddress,
): void {
  const holder = store.findUserByEmail(email.emailAddress);
  if (holder && holder !== user) throw emailAddressTaken();
  markVerified(user, email, clock());
}

function markVerified(user: User, email: EmailAddress, now: number): void {
  user.primaryEmailAddressId ??= email.id;
  email.reserved = false;
  email.updatedAt = now;
  user.updatedAt = now;
}

/**
 * Removes an address, unless nothing would be left to sign in with. The next verified one becomes primary.
 */
export function removeEmailAddress(context: EmulatorContext, user: User, email: EmailAddress): void {
  const rest = user.emailAddresses.filter((candidate) => candidate.id !== email.id);
  const nextPrimary = rest.find((candidate) => candidate.verification?.status === 'verified');
  const isNeeded =
    email.verification?.status === 'verified' && !nextPrimary && !hasOtherIdentifier(context, user);
  if (isNeeded || (!nextPrimary && context.store.settings.emailAddress === 'required'))
    throw identificationDeletionFailed();
  user.emailAddresses = rest;
  if (user.primaryEmailAddressId === email.id) user.primaryEmailAddressId = nextPrimary?.id ?? null;
  user.updatedAt = context.clock();
}

/** Whether the user can be found by a number or a username that the instance signs in by. */
function hasOtherIdentifier({ store }: EmulatorContext, user: User): boolean {
  const names = listSignInIdentifiers(store.settings);
  return (
    (names.includes('username') && user.username !== null) ||
    (names.includes('phone_number') && user.primaryPhoneNumberId !== null)
  );
}
