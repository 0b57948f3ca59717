import type { Page } from 'playwright/test';
import { ada, emulatorOf } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import {
  arrivedCode,
  chooseNewPassword,
  enterCode,
  enterIdentifier,
  enterPassword,
  expectFieldError,
  expectGreeting,
  expectScreen,
  signIn,
  signOut,
} from './support/window.ts';

async function fillSignUp(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('Email address').fill(email);
  await chooseNewPassword(page, password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

test('somebody new signs up with a code, and is greeted', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await fillSignUp(page, { email: 'katherine@example.com', password: 'Friendship-7-Orbit-1962' });
  await enterCode(page, await arrivedCode(page));
  await expectGreeting(page, 'katherine');

  const { body } = await (await emulatorOf(page)).backendApi(
    'GET',
    '/users?email_address=katherine@example.com',
  );
  expect(body).toMatchObject([
    { password_enabled: true, email_addresses: [{ verification: { status: 'verified' } }] },
  ]);
});

test('an address that is taken is told at its field', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await fillSignUp(page, { email: ada.email, password: 'Difference-Engine-1822' });
  await expectFieldError(page, /email address is taken/);
  await expectScreen(page, 'signed-out');
});

test('a forgotten password is replaced with a code, and only the new one works', async ({ frontdesk }) => {
  const page = frontdesk.page();
  const newPassword = 'Note-G-Bernoulli-1843';
  await enterIdentifier(page, ada.email);
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('button', { name: 'Reset your password' }).click();
  await enterCode(page, await arrivedCode(page));
  await chooseNewPassword(page, newPassword, 'New password');
  await chooseNewPassword(page, newPassword, 'Confirm password');
  await page.getByRole('button', { name: 'Reset Password' }).click();
  await expectGreeting(page, 'Ada');

  await signOut(page);
  await enterIdentifier(page, ada.email);
  await enterPassword(page, ada.password);
  await expectFieldError(page, /password you entered is incorrect/);
  await enterPassword(page, newPassword);
  await expectGreeting(page, 'Ada');
});

test('the user menu shows who is signed in and signs out', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await signIn(page, ada);
  await page.getByRole('button', { name: 'Open user menu' }).click();
  const panel = page.getByRole('dialog', { name: 'Account panel' });
  await expect(panel.getByText('ada@example.com')).toBeVisible();
  await panel.getByRole('button', { name: 'Sign out' }).click();
  await expectScreen(page, 'signed-out');
});
