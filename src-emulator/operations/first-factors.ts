import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import type { Settings } from '../state/settings.ts';
import { isIdentifierOn } from './identification.ts';

/** Whether the instance's settings allow a strategy; those that no setting is about are allowed. */
export function isFirstFactorEnabled(settings: Settings, strategy: string): boolean {
  const { firstFactors } = settings;
  if (strategy === 'passkey') return settings.passkeys;
  if (strategy === 'email_code' || strategy === 'email_link')
    return firstFactors.includes(strategy) && isIdentifierOn(settings, 'email_address');
  if (strategy === 'phone_code')
    return firstFactors.includes(strategy) && isIdentifierOn(settings, 'phone_number');
  if (strategy === 'password') return firstFactors.includes('password');
  if (strategy === 'reset_password_email_code')
    return firstFactors.includes('password') && isIdentifierOn(settings, 'email_address');
  if (strategy === 'reset_password_phone_code')
    return firstFactors.includes('password') && isIdentifierOn(settings, 'phone_number');
  return true;
}

/** Throws what Clerk answers to a strategy that its owner has switched off. */
export function assertFirstFactorEnabled(settings: Settings, strategy: string): void {
  if (!isFirstFactorEnabled(settings, strategy))
    throw parameterValueInvalid('strategy', 'does not match one of the allowed values.');
}
