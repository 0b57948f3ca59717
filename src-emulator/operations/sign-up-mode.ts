import { signUpModeRestricted } from '../errors/catalogue.ts';
import { signUpRestrictedToWaitlist } from '../errors/ticket-errors.ts';
import type { Settings } from '../state/settings.ts';

/** Throws when nobody may sign up without an invitation. */
export function assertSignUpOpen({ signUpMode }: Settings): void {
  if (signUpMode === 'restricted') throw signUpModeRestricted();
  if (signUpMode === 'waitlist') throw signUpRestrictedToWaitlist();
}
