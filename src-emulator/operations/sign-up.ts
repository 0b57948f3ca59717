import type { Caller, EmulatorContext } from '../context.ts';
import {
  clientStateInvalid,
  codeIncorrect,
  emailAddressTaken,
  identificationClaimed,
  resourceNotFound,
  signUpCannotBeUpdated,
} from '../errors/catalogue.ts';
import { parameterUnknown } from '../errors/parameter-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, Metadata, SignUp } from '../state/records.ts';
import { createUserRecord } from '../state/seed.ts';
import type { Settings } from '../state/settings.ts';
import { isFirstFactorEnabled } from './first-factors.ts';
import { openInvite } from './invites.ts';
import { checkNewPassword } from './password-policy.ts';
import { assertMaySignUpWith, assertNotRestricted } from './restrictions.ts';
import { assertMaySignIn, startSession } from './sessions.ts';
import { assertSignUpOpen } from './sign-up-mode.ts';
import { unsupportedStrategy } from './strategies.ts';
import { sendCode, tryCode } from './verification.ts';

const attemptLife = 24 * 60 * 60_000;

export type SignUpParameters = {
  emailAddress?: string | undefined;
  password?: string | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  unsafeMetadata?: Metadata | undefined;
  locale?: string | undefined;
  strategy?: string | undefined;
  /** An invitation lets people in whatever the mode. */
  isInvited?: boolean | undefined;
};

/** Starts a sign-up in place of the client's current one. */
export async function createSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  parameters: SignUpParameters,
): Promise<SignUp> {
  assertMaySignIn(context, client);
  if (!parameters.isInvited) assertSignUpOpen(context.store.settings);
  const signUp: SignUp = {
    id: createId('sua'),
    status: 'missing_requirements',
    emailAddress: null,
    emailVerification: null,
    external: null,
    ticket: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    locale: parameters.locale ?? null,
    createdUserId: null,
    createdSessionId: null,
    abandonAt: context.clock() + attemptLife,
  };
  await updateSignUp(context, client, caller, signUp, parameters);
  client.signUp = signUp;
  client.updatedAt = context.clock();
  return signUp;
}

/** The client's current sign-up when it has this id. Throws 404 for any other. */
export function findSignUp({ clock }: EmulatorContext, client: Client, id: string): SignUp {
  const { signUp } = client;
  if (signUp?.id !== id || clock() >= signUp.abandonAt) throw resourceNotFound('sign up', id);
  return signUp;
}

/** Adds fields; completes the sign-up when nothing is missing any more. */
export async function updateSignUp(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  parameters: SignUpParameters,
): Promise<void> {
  assertOpen(signUp);
  const { emailAddress, password, firstName, lastName, unsafeMetadata, strategy } = parameters;
  const { settings } = context.store;
  if (strategy && strategy !== 'email_code') throw unsupportedStrategy(strategy);
  if (emailAddress && context.store.findUserByEmail(emailAddress)) throw emailAddressTaken();
  if (emailAddress) assertMaySignUpWith(context, emailAddress);
  if (password !== undefined) {
    if (!isFirstFactorEnabled(settings, 'password')) throw parameterUnknown('password');
    checkNewPassword(settings, password, 'password');
  }
  const passwordHash = password === undefined ? undefined : await context.passwords.hash(password);
  assertOpen(signUp);

  if (passwordHash) signUp.passwordHash = passwordHash;
  if (emailAddress && emailAddress !== signUp.emailAddress) {
    signUp.emailAddress = emailAddress;
    signUp.emailVerification = null;
  }
  if (firstName !== undefined) signUp.firstName = firstName;
  if (lastName !== undefined) signUp.lastName = lastName;
  if (unsafeMetadata) signUp.unsafeMetadata = unsafeMetadata;
  if (strategy) prepareSignUpVerification(context, signUp, strategy);
  completeIfReady(context, client, caller, signUp);
}

export function prepareSignUpVerification(context: EmulatorContext, signUp: SignUp, strategy: string): void {
  assertOpen(signUp);
  if (strategy !== 'email_code') throw unsupportedStrategy(strategy);
  if (!signUp.emailAddress) throw clientStateInvalid('preparation', 'Give an email address first.');
  signUp.emailVerification = sendCode(context, signUp.emailAddress, 'sign_up');
}

export function attemptSignUpVerification(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  { strategy, code }: { strategy: string; code: string },
): void {
  assertOpen(signUp);
  if (strategy !== 'email_code') throw unsupportedStrategy(strategy);
  if (!tryCode(signUp.emailVerification, code, context.clock())) throw codeIncorrect();
  completeIfReady(context, client, caller, signUp);
}

export const listRequiredFields = (settings: Settings): ('email_address' | 'password')[] => [
  'email_address',
  ...(isFirstFactorEnabled(settings, 'password') ? (['password'] as const) : []),
];

export const listMissingFields = (settings: Settings, signUp: SignUp): string[] =>
  listRequiredFields(settings).filter((field) =>
    field === 'password'
      ? !signUp.passwordHash && signUp.external?.status !== 'verified'
      : !signUp.emailAddress,
  );

export const listUnverifiedFields = (signUp: SignUp): string[] =>
  signUp.emailAddress && signUp.emailVerification?.status !== 'verified' ? ['email_address'] : [];

function assertOpen(signUp: SignUp): void {
  if (signUp.status === 'complete') throw signUpCannotBeUpdated();
}

/** Creates the user and signs in, once nothing is missing or unverified. */
export function completeIfReady(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
): void {
  const { emailAddress, passwordHash } = signUp;
  const missing = listMissingFields(context.store.settings, signUp);
  if (!emailAddress || missing.length > 0 || listUnverifiedFields(signUp).length > 0) return;
  if (context.store.findUserByEmail(emailAddress)) throw identificationClaimed();
  const invite = signUp.ticket && openInvite(context, signUp.ticket);
  (invite ? assertNotRestricted : assertMaySignUpWith)(context, emailAddress);
  const now = context.clock();
  const user = createUserRecord(
    {
      firstName: signUp.firstName,
      lastName: signUp.lastName,
      passwordHash,
      emailAddresses: [
        {
          id: createId('idn'),
          emailAddress,
          verification: signUp.emailVerification,
          createdAt: now,
          updatedAt: now,
        },
      ],
    },
    now,
  );
  user.unsafeMetadata = signUp.unsafeMetadata;
  user.locale = signUp.locale;
  context.store.users.set(user.id, user);
  invite?.accept(user);
  signUp.status = 'complete';
  signUp.createdUserId = user.id;
  signUp.createdSessionId = startSession(context, client, user, caller).id;
}
