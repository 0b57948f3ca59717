import { parameterError } from '../errors/api-error.ts';
import type { Settings } from '../state/settings.ts';

export const passwordMaximum = 72;

/** A stand-in for the breach list that Clerk asks over the network: the passwords everybody tries first. */
const breachedPasswords = new Set([
  '12345678',
  '123456789',
  '1234567890',
  '11111111',
  '00000000',
  '1q2w3e4r',
  '1qaz2wsx',
  'abc12345',
  'abcd1234',
  'admin123',
  'baseball',
  'changeme',
  'dragon12',
  'football',
  'iloveyou',
  'letmein1',
  'monkey123',
  'p@ssw0rd',
  'passw0rd',
  'password',
  'password1',
  'password12',
  'password123',
  'princess',
  'qwerty12',
  'qwerty123',
  'qwertyuiop',
  'starwars',
  'sunshine',
  'superman',
  'trustno1',
  'welcome1',
  'welcome123',
]);

/** Throws what Clerk answers to a new password that the settings refuse. */
export function checkNewPassword(
  { passwordMinimumLength }: Settings,
  password: string,
  parameter: 'password' | 'new_password',
): void {
  const length = [...password].length;
  if (length < passwordMinimumLength)
    throw parameterError(
      parameter,
      'form_password_length_too_short',
      `Passwords must be ${passwordMinimumLength} characters or more.`,
    );
  if (length > passwordMaximum)
    throw parameterError(
      parameter,
      'form_password_length_too_long',
      `Passwords must be less than ${passwordMaximum} characters.`,
    );
  if (Buffer.byteLength(password) > passwordMaximum)
    throw parameterError(
      parameter,
      'form_password_size_in_bytes_exceeded',
      'Your password has exceeded the maximum number of bytes allowed, please shorten it or remove some special characters.',
    );
  if (breachedPasswords.has(password.toLowerCase()))
    throw parameterError(
      parameter,
      'form_password_pwned',
      'Password has been found in an online data breach. For account safety, please use a different password.',
    );
}
