import type { Caller, EmulatorContext } from '../context.ts';
import {
  featureNotEnabled,
  resourceNotFound,
  verificationExpired,
  verificationMissing,
} from '../errors/catalogue.ts';
import { passkeyNotRegistered } from '../errors/passkey-errors.ts';
import { createId, createRandomToken } from '../state/identifiers.ts';
import type { Passkey } from '../state/passkey-record.ts';
import type { User, Verification } from '../state/records.ts';
import { sendNotice } from './notices.ts';
import { readUserAgent } from './user-agent.ts';
import { type Assertion, type Attestation, verifyAssertion, verifyAttestation } from './webauthn.ts';

const challengeLife = 10 * 60_000;

export function assertPasskeysEnabled({ store }: EmulatorContext): void {
  if (!store.settings.passkeys) throw featureNotEnabled();
}

export const verifiedPasskeys = (user: User): Passkey[] =>
  user.passkeys.filter(({ credential }) => credential !== null);

/** Throws 404 when the user has no such passkey. */
export function findPasskey(user: User, id: string): Passkey {
  const passkey = user.passkeys.find((candidate) => candidate.id === id);
  if (!passkey) throw resourceNotFound('passkey', id);
  return passkey;
}

/** A passkey that counts for nothing until an authenticator has answered its challenge. */
export function addPasskey(context: EmulatorContext, user: User, caller: Caller): Passkey {
  assertPasskeysEnabled(context);
  const now = context.clock();
  const passkey: Passkey = {
    id: createId('passkey'),
    name: describeDevice(caller),
    challenge: createRandomToken(),
    expireAt: now + challengeLife,
    credential: null,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  // Of those that were begun and given up, nothing is kept.
  user.passkeys = [...verifiedPasskeys(user), passkey];
  return passkey;
}

function describeDevice({ userAgent }: Caller): string {
  const { browserName, deviceType } = readUserAgent(userAgent);
  return [browserName, deviceType].filter(Boolean).join(' on ') || 'Passkey';
}

export async function verifyPasskey(
  context: EmulatorContext,
  user: User,
  passkey: Passkey,
  caller: Caller,
  answer: Attestation,
): Promise<void> {
  const { challenge } = passkey;
  if (challenge === null) throw verificationMissing();
  if (context.clock() >= passkey.expireAt) throw verificationExpired();
  passkey.challenge = null;
  passkey.credential = await verifyAttestation(caller, challenge, answer);
  passkey.updatedAt = context.clock();
  user.updatedAt = context.clock();
}

export function renamePasskey({ clock }: EmulatorContext, passkey: Passkey, name: string): void {
  passkey.name = name;
  passkey.updatedAt = clock();
}

/** Who has an address is told by mail, unless the passkey never counted. */
export function removePasskey(context: EmulatorContext, user: User, passkey: Passkey): void {
  user.passkeys = user.passkeys.filter((other) => other !== passkey);
  user.updatedAt = context.clock();
  const primary = user.emailAddresses.find(({ id }) => id === user.primaryEmailAddressId);
  if (passkey.credential && primary) sendNotice(context, primary.emailAddress, 'passkey_removed');
}

/** What a sign-in or a reverification by passkey waits for. */
export const createChallenge = ({ clock }: EmulatorContext): Verification => ({
  strategy: 'passkey',
  status: 'unverified',
  attempts: 0,
  expireAt: clock() + challengeLife,
  code: createRandomToken(),
});

/** Whose passkey has answered the challenge that `verification` holds. Each challenge can be answered once. */
export async function acceptPasskey(
  context: EmulatorContext,
  verification: Verification | null,
  caller: Caller,
  answer: Assertion,
): Promise<User> {
  const { store, clock } = context;
  if (verification?.strategy !== 'passkey' || verification.code === null) throw verificationMissing();
  if (verification.expireAt !== null && clock() >= verification.expireAt) throw verificationExpired();
  const challenge = verification.code;
  verification.code = null;
  verification.attempts += 1;
  for (const user of store.users.values())
    for (const passkey of user.passkeys) {
      const { credential } = passkey;
      if (credential?.id !== answer.id) continue;
      credential.counter = await verifyAssertion(caller, challenge, answer, credential);
      passkey.lastUsedAt = clock();
      verification.status = 'verified';
      return user;
    }
  throw passkeyNotRegistered();
}
