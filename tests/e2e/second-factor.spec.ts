import { TOTP } from 'otpauth';
import type { Page } from 'playwright/test';
import { ada, emulatorOf } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import {
  enterCode,
  enterIdentifier,
  enterPassword,
  expectFieldError,
  expectGreeting,
  expectScreen,
  signIn,
  signOut,
} from './support/window.ts';

const stepMilliseconds = 30_000;

test('Ada turns two-step verification on, signs in with it, and turns it off', async ({
  frontdesk,
  mode,
}) => {
  test.setTimeout(120_000);
  const page = frontdesk.page();
  const picture = (name: string) =>
    page.screenshot({
      path: `test-results/screens/${mode}/second-factor-${name}.png`,
      animations: 'disabled',
    });

  await signIn(page, ada);
  await openSecurityPage(page);
  await page.getByRole('menuitem', { name: 'Add two-step verification' }).click();
  await page.getByRole('menuitem', { name: 'Authenticator application' }).click();
  await expect(page.getByText('scan the following QR code')).toBeVisible();
  const showSecret = page.getByRole('button', { name: /Can.t scan QR code/ });
  await expect(showSecret).toBeVisible();
  await picture('qr-code');
  await showSecret.click();
  const authenticator = new TOTP({ secret: await readSecret(page) });
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await enterCode(page, authenticator.generate());
  await expect(page.getByText('Two-step verification is now enabled')).toBeVisible();
  await picture('backup-codes');
  const backupCodes = (
    await page
      .locator('.cl-profileSection__mfa')
      .getByText(/^[0-9a-z]{8}$/)
      .allTextContents()
  ).slice(0, 10);
  expect(new Set(backupCodes).size).toBe(10);
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByText('Authenticator application', { exact: true })).toBeVisible();
  await picture('security-page');
  await closeProfile(page);

  // The code of the current step has been used; the emulator forgives a clock that is one step ahead.
  const code = authenticator.generate({ timestamp: Date.now() + stepMilliseconds });
  await signOut(page);
  await passFirstStep(page);
  await picture('sign-in');
  await enterCode(page, code);
  await expectGreeting(page, 'Ada');

  await signOut(page);
  await passFirstStep(page);
  await enterCode(page, code);
  await expectFieldError(page, /Incorrect code/);
  await expectScreen(page, 'signed-out');

  await page.getByRole('link', { name: 'Use another method' }).click();
  await page.getByRole('button', { name: 'Use a backup code' }).click();
  await page.getByLabel('Backup code').fill(String(backupCodes[0]));
  await picture('backup-code');
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectGreeting(page, 'Ada');

  await openSecurityPage(page);
  await removeAuthenticator(page);
  await picture('removed');
  await closeProfile(page);
  await signOut(page);
  await signIn(page, ada);
  const { body } = await (await emulatorOf(page)).backendApi('GET', '/users?query=ada@example.com');
  expect(body).toMatchObject([
    { totp_enabled: false, backup_code_enabled: false, two_factor_enabled: false },
  ]);
});

async function openSecurityPage(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open user menu' }).click();
  await page
    .getByRole('dialog', { name: 'Account panel' })
    .getByRole('button', { name: 'Manage account' })
    .click();
  await page.getByRole('button', { name: 'Security' }).click();
  await expect(page.getByText('Two-step verification', { exact: true })).toBeVisible();
}

const closeProfile = (page: Page): Promise<void> => page.getByRole('button', { name: 'Close modal' }).click();

/** The key that Clerk's form shows to those who cannot scan its QR code. */
async function readSecret(page: Page): Promise<string> {
  const fields = page.locator('input[readonly]');
  await expect(fields.first()).toBeVisible();
  for (const field of await fields.all()) {
    const value = await field.inputValue();
    if (/^[A-Z2-7]{32}$/.test(value)) return value;
  }
  throw new Error('the form shows no key');
}

async function passFirstStep(page: Page): Promise<void> {
  await enterIdentifier(page, ada.email);
  await enterPassword(page, ada.password);
  await expect(page.getByRole('heading', { name: 'Two-step verification' })).toBeVisible();
}

async function removeAuthenticator(page: Page): Promise<void> {
  await page.locator('.cl-profileSection__mfa').getByRole('menuitem', { name: 'Open menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(
    page.getByText('Verification codes from this authenticator will no longer be required'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Authenticator application', { exact: true })).toBeHidden();
}
