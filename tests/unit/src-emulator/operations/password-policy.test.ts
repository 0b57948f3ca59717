import { expect, it } from 'vitest';
import { checkNewPassword } from '../../../../src-emulator/operations/password-policy.ts';
import { defaultSettings } from '../../../../src-emulator/state/settings.ts';
import { codeThrownBy } from '../fixtures.ts';

it.each([
  ['1234567', 'form_password_length_too_short'],
  ['Xy7-qtrz', undefined],
  ['👩‍💻👩‍💻', 'form_password_length_too_short'],
  ['x'.repeat(72), undefined],
  ['x'.repeat(73), 'form_password_length_too_long'],
  ['ü'.repeat(37), 'form_password_size_in_bytes_exceeded'],
  ['password', 'form_password_pwned'],
  ['PassWord123', 'form_password_pwned'],
])('answers to %s with %s', async (password, code) => {
  expect(await codeThrownBy(() => checkNewPassword(defaultSettings, password, 'password'))).toBe(code);
});
