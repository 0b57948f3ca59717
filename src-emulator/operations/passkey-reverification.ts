import type { Caller, EmulatorContext } from '../context.ts';
import { noReverification, strategyForUserInvalid } from '../errors/catalogue.ts';
import { passkeyNotRegistered } from '../errors/passkey-errors.ts';
import type { Reverification, Session, User } from '../state/records.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { acceptPasskey, assertPasskeysEnabled, createChallenge, verifiedPasskeys } from './passkeys.ts';
import type { Assertion } from './webauthn.ts';

/** Asks for one of the user's passkeys. */
export function preparePasskeyAgain(context: EmulatorContext, session: Session, user: User): Reverification {
  assertPasskeysEnabled(context);
  const reverification = requireFirstStep(session);
  if (verifiedPasskeys(user).length === 0) throw strategyForUserInvalid();
  reverification.firstFactor = createChallenge(context);
  return reverification;
}

/** Proves the user again, by both factors at once where there are two. */
export async function attemptPasskeyAgain(
  context: EmulatorContext,
  session: Session,
  user: User,
  caller: Caller,
  answer: Assertion,
): Promise<Reverification> {
  const reverification = requireFirstStep(session);
  const owner = await acceptPasskey(context, reverification.firstFactor, caller, answer);
  if (owner.id !== user.id) throw passkeyNotRegistered();
  session.firstFactorVerifiedAt = context.clock();
  if (hasSecondFactor(user)) session.secondFactorVerifiedAt = context.clock();
  reverification.status = 'complete';
  return reverification;
}

function requireFirstStep({ reverification }: Session): Reverification {
  if (reverification?.status !== 'needs_first_factor') throw noReverification();
  return reverification;
}
