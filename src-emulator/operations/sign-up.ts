import type { Caller, EmulatorContext } from '../context.ts';
import { emailAddressTaken, resourceNotFound } from '../errors/catalogue.ts';
import { phoneNumberTaken } from '../errors/identity-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, Metadata, SignUp } from '../state/records.ts';
import { checkNewPassword } from './password-policy.ts';
import { assertMaySignUpWith } from './restrictions.ts';
import { assertMaySignIn } from './sessions.ts';
import { assertOpen, completeIfReady } from './sign-up-completion.ts';
import { assertFieldsOn } from './sign-up-fields.ts';
import { assertSignUpOpen } from './sign-up-mode.ts';
import { assertSignUpStrategy, prepareSignUpVerification } from './sign-up-verification.ts';
import { assertUsernameFree } from './usernames.ts';

const attemptLife = 24 * 60 * 60_000;

export type SignUpParameters = {
  emailAddress?: string | undefined;
  /** E.164. */
  phoneNumber?: string | undefined;
  username?: string | undefined;
  password?: string | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  unsafeMetadata?: Metadata | undefined;
  locale?: string | undefined;
  legalAccepted?: boolean | undefined;
  strategy?: string | undefined;
  redirectUrl?: string | undefined;
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
    phoneNumber: null,
    phoneVerification: null,
    username: null,
    legalAcceptedAt: null,
    external: null,
    ticket: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    locale: parameters.locale ?? null,
    externalId: null,
    customAction: false,
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
  const { password, strategy, redirectUrl } = parameters;
  if (strategy) assertSignUpStrategy(context.store.settings, strategy);
  checkFields(context, parameters);
  const passwordHash = password === undefined ? undefined : await context.passwords.hash(password);
  assertOpen(signUp);

  if (passwordHash) signUp.passwordHash = passwordHash;
  applyFields(context, signUp, parameters);
  if (strategy) prepareSignUpVerification(context, client, caller, signUp, { strategy, redirectUrl });
  completeIfReady(context, client, caller, signUp);
}

/** Throws for what the settings refuse, and for what somebody else has. */
function checkFields(context: EmulatorContext, parameters: SignUpParameters): void {
  const { store } = context;
  const { emailAddress, phoneNumber, username, password, firstName, lastName } = parameters;
  assertFieldsOn(store.settings, {
    email_address: emailAddress,
    phone_number: phoneNumber,
    username,
    password,
    first_name: firstName,
    last_name: lastName,
  });
  if (emailAddress && store.findUserByEmail(emailAddress)) throw emailAddressTaken();
  if (phoneNumber && store.findUserByPhone(phoneNumber)) throw phoneNumberTaken();
  for (const identifier of [emailAddress, phoneNumber])
    if (identifier) assertMaySignUpWith(context, identifier);
  if (username) assertUsernameFree(context, username);
  if (password !== undefined) checkNewPassword(store.settings, password, 'password');
}

function applyFields({ store, clock }: EmulatorContext, signUp: SignUp, parameters: SignUpParameters): void {
  const { emailAddress, phoneNumber, username, firstName, lastName, unsafeMetadata } = parameters;
  if (emailAddress && emailAddress !== signUp.emailAddress) {
    signUp.emailAddress = emailAddress;
    signUp.emailVerification = null;
  }
  if (phoneNumber && phoneNumber !== signUp.phoneNumber) {
    signUp.phoneNumber = phoneNumber;
    signUp.phoneVerification = null;
  }
  if (username) signUp.username = username;
  if (firstName !== undefined) signUp.firstName = firstName;
  if (lastName !== undefined) signUp.lastName = lastName;
  if (unsafeMetadata) signUp.unsafeMetadata = unsafeMetadata;
  if (parameters.legalAccepted && store.settings.legalConsent) signUp.legalAcceptedAt ??= clock();
}
