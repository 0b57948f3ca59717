import { TOTP } from 'otpauth';
import { ada, chooseNewPassword, enterCode, expectStatus, picture, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('Ada replaces a compromised password before she is in', async ({ window, emulation }) => {
  const { page } = window;
  const { data } = await emulation.clerk.users.getUserList({ emailAddress: [ada.email] });
  await emulation.control.backendApi('POST', `/users/${data[0]?.id}/password/set_compromised`, {});
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await expectStatus(window, 'ada@example.com, pending');
  await expect(page.getByText('Reset your password')).toBeVisible();
  await picture(window, 'task-reset-password');
  await chooseNewPassword(window, 'Difference-Engine-1822', 'New password');
  await chooseNewPassword(window, 'Difference-Engine-1822', 'Confirm password');
  await page.getByRole('button', { name: 'Reset Password' }).click();
  await expectStatus(window, 'ada@example.com, active');
  await expect(page.getByRole('button', { name: /user menu/i })).toBeVisible();
});

test('Ada sets up two-step verification before she is in', async ({ window, emulation }) => {
  const { page } = window;
  await emulation.control.changeSettings({ secondFactorRequired: true });
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await expectStatus(window, 'ada@example.com, pending');
  await page.getByRole('button', { name: /Can.t scan QR code/ }).click();
  await picture(window, 'task-setup-mfa');
  const secret = await page.getByRole('textbox').first().inputValue();
  await page.getByRole('button', { name: 'Continue' }).click();
  await enterCode(window, new TOTP({ secret }).generate());
  await expect(page.getByText('Two-step verification is now enabled', { exact: false })).toBeVisible();
  await picture(window, 'task-setup-mfa-done');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expectStatus(window, 'ada@example.com, active');
});
