import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { Settings } from '../state/settings.ts';

/** Whether the instance's settings allow a strategy; those that no setting is about are allowed. */
export function isFirstFactorEnabled({ firstFactors, passkeys }: Settings, strategy: string): boolean {
  if (strategy === 'passkey') return passkeys;
  if (strategy === 'email_code') return firstFactors.includes('email_code');
  if (strategy === 'password' || strategy === 'reset_password_email_code')
    return firstFactors.includes('password');
  return true;
}

/** Throws what Clerk answers to a strategy that its owner has switched off. */
export function assertFirstFactorEnabled(settings: Settings, strategy: string): void {
  if (!isFirstFactorEnabled(settings, strategy))
    throw parameterValueInvalid('strategy', 'does not match one of the allowed values.');
}
