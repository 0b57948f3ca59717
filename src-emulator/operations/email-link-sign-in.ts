import type { Caller, EmulatorContext } from '../context.ts';
import { strategyForUserInvalid } from '../errors/catalogue.ts';
import type { Client, SignIn } from '../state/records.ts';
import { sendLink } from './email-links.ts';
import { assertFirstFactorEnabled } from './first-factors.ts';
import { assertNotLocked } from './lockout.ts';
import { requireUser } from './sign-in.ts';
import { findVerifiedEmail } from './sign-in-codes.ts';

/** Mails a link that signs in once it is opened. */
export function prepareSignInLink(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  signIn: SignIn,
  parameters: { emailAddressId?: string | undefined; redirectUrl?: string | undefined },
): void {
  assertFirstFactorEnabled(context.store.settings, 'email_link');
  const user = requireUser(context, signIn, 'preparation');
  assertNotLocked(user, context.clock());
  const to = findVerifiedEmail(user, signIn.identifier, parameters.emailAddressId);
  if (!to) throw strategyForUserInvalid();
  const { redirectUrl } = parameters;
  signIn.firstFactor = {
    ...sendLink(context, { client, caller, to, purpose: 'sign_in', redirectUrl }),
    sentTo: to,
  };
}
