import type { Caller, EmulatorContext } from '../context.ts';
import { clientStateInvalid, codeIncorrect } from '../errors/catalogue.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { Client, SignUp } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';
import { sendLink } from './email-links.ts';
import { isIdentifierOn } from './identification.ts';
import { assertOpen, completeIfReady } from './sign-up-completion.ts';
import { unsupportedStrategy } from './strategies.ts';
import { sendCode, tryCode } from './verification.ts';

/** Throws for a strategy by which this instance verifies nothing at sign-up. */
export function assertSignUpStrategy(settings: Settings, strategy: string): void {
  if (strategy !== 'email_code' && strategy !== 'email_link' && strategy !== 'phone_code')
    throw unsupportedStrategy(strategy);
  const isOn =
    strategy === 'phone_code'
      ? isIdentifierOn(settings, 'phone_number')
      : settings.emailVerifications.includes(strategy);
  if (!isOn) throw parameterValueInvalid('strategy', 'does not match one of the allowed values.');
}

/** Sends a code or a link to the address or the number that was given. */
export function prepareSignUpVerification(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  { strategy, redirectUrl }: { strategy: string; redirectUrl?: string | undefined },
): void {
  assertOpen(signUp);
  assertSignUpStrategy(context.store.settings, strategy);
  if (strategy === 'phone_code') {
    if (!signUp.phoneNumber) throw clientStateInvalid('preparation', 'Give a phone number first.');
    signUp.phoneVerification = sendCode(context, signUp.phoneNumber, 'sign_up', 'phone_code');
    return;
  }
  if (!signUp.emailAddress) throw clientStateInvalid('preparation', 'Give an email address first.');
  signUp.emailVerification =
    strategy === 'email_link'
      ? sendLink(context, { client, caller, to: signUp.emailAddress, purpose: 'sign_up', redirectUrl })
      : sendCode(context, signUp.emailAddress, 'sign_up');
}

export function attemptSignUpVerification(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signUp: SignUp,
  { strategy, code }: { strategy: string; code: string },
): void {
  assertOpen(signUp);
  assertSignUpStrategy(context.store.settings, strategy);
  if (strategy === 'email_link') throw unsupportedStrategy(strategy);
  const verification = strategy === 'phone_code' ? signUp.phoneVerification : signUp.emailVerification;
  if (!tryCode(verification, code, context.clock())) throw codeIncorrect();
  completeIfReady(context, client, caller, signUp);
}
