import type { EmulatorContext } from '../context.ts';
import { isFirstFactorEnabled } from '../operations/first-factors.ts';
import type { Reverification, Session, User } from '../state/records.ts';
import { listSecondFactors } from './second-factor-json.ts';
import { sessionJson } from './session-json.ts';
import { listFirstFactors } from './sign-in-json.ts';
import { verificationJson } from './verification-json.ts';

/** First factors that prove a person again; a reset proves nothing that a code does not. */
const repeatable = new Set(['password', 'email_code', 'phone_code', 'passkey']);

/** Clerk's session verification, with the session and, once complete, a token that tells the new age. */
export async function reverificationJson(
  context: EmulatorContext,
  session: Session,
  user: User,
  reverification: Reverification,
) {
  const now = context.clock();
  const { firstFactor, secondFactor } = reverification;
  const secondFactors = listSecondFactors(user);
  return {
    object: 'session_verification',
    id: reverification.id,
    status: reverification.status,
    level: reverification.level,
    session: await sessionJson(context, session),
    supported_first_factors: listFirstFactors(user).filter(
      ({ strategy }) => repeatable.has(strategy) && isFirstFactorEnabled(context.store.settings, strategy),
    ),
    supported_second_factors: secondFactors.length > 0 ? secondFactors : null,
    first_factor_verification: firstFactor && verificationJson(firstFactor, now),
    second_factor_verification: secondFactor && verificationJson(secondFactor, now),
  };
}
