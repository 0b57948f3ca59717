import type { EmulatorContext } from '../context.ts';
import {
  codeIncorrect,
  emailAddressTaken,
  identificationDeletionFailed,
  resourceNotFound,
  verificationAlreadyVerified,
} from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { EmailAddress, User } from '../state/records.ts';
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
    createdAt: now,
    updatedAt: now,
  };
  user.emailAddresses.push(email);
  user.updatedAt = now;
  return email;
}

export function prepareEmailVerification(
  context: EmulatorContext,
  email: EmailAddress,
  strategy: string,
): void {
  if (strategy !== 'email_code') throw unsupportedStrategy(strategy);
  if (email.verification?.status === 'verified') throw verificationAlreadyVerified();
  email.verification = sendCode(context, email.emailAddress, 'verify_email');
  email.updatedAt = context.clock();
}

export function attemptEmailVerification(
  { store, clock }: EmulatorContext,
  user: User,
  email: EmailAddress,
  code: string,
): void {
  // Somebody else may have verified the same address since it was added here.
  if (email.verification?.status !== 'verified' && store.findUserByEmail(email.emailAddress))
    throw emailAddressTaken();
  if (!tryCode(email.verification, code, clock())) throw codeIncorrect();
  user.primaryEmailAddressId ??= email.id;
  email.updatedAt = clock();
  user.updatedAt = clock();
}

/**
 * Removes an address, unless nothing would be left to sign in with. The next verified one becomes primary.
 */
export function removeEmailAddress({ clock }: EmulatorContext, user: User, email: EmailAddress): void {
  const rest = user.emailAddresses.filter((candidate) => candidate.id !== email.id);
  const nextPrimary = rest.find((candidate) => candidate.verification?.status === 'verified');
  if (!nextPrimary) throw identificationDeletionFailed();
  user.emailAddresses = rest;
  if (user.primaryEmailAddressId === email.id) user.primaryEmailAddressId = nextPrimary.id;
  user.updatedAt = clock();
}
