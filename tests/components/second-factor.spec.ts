import { TOTP } from 'otpauth';
import { ada, enterCode, expectStatus, leave, picture, signIn } from './support/steps.ts';
import { type ComponentsWindow, expect, test } from './support/test.ts';

const section = ({ page }: ComponentsWindow) => page.locator('.cl-profileSection__mfa');

/** The ten codes that the profile shows, once. */
async function readBackupCodes(window: ComponentsWindow): Promise<string[]> {
  const shown = section(window).getByText(/^[0-9a-z]{8}$/);
  await expect(shown.nth(9)).toBeVisible();
  const codes = (await shown.allTextContents()).slice(0, 10);
  expect(new Set(codes).size).toBe(10);
  return codes;
}

/** Up to the code of the authenticator application. */
async function passFirstStep(window: ComponentsWindow): Promise<void> {
  const { page } = window;
  await window.show({ component: 'SignIn' });
  await page.getByLabel('Email address').fill(ada.email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Two-step verification' })).toBeVisible();
}

async function tryBackupCode({ page }: ComponentsWindow, code: string): Promise<void> {
  await page.getByLabel('Backup code').fill(code);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

async function askForBackupCode(window: ComponentsWindow): Promise<void> {
  await passFirstStep(window);
  await window.page.getByRole('link', { name: 'Use another method' }).click();
  await window.page.getByRole('button', { name: 'Use a backup code' }).click();
}

test('each backup code of Ada works once, and new ones, for which she proves who she is, replace them', async ({
  window,
  openWindow,
  emulation,
}) => {
  test.setTimeout(120_000);
  const { page } = window;
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Add two-step verification' }).click();
  await page.getByRole('menuitem', { name: 'Authenticator application' }).click();
  await expect(page.getByText('scan the following QR code')).toBeVisible();
  await picture(window, 'second-factor-qr-code');
  await page.getByRole('button', { name: /Can.t scan QR code/ }).click();
  const authenticator = new TOTP({
    secret: await section(window).locator('input[readonly]').first().inputValue(),
  });
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await enterCode(window, authenticator.generate());
  const codes = await readBackupCodes(window);
  await picture(window, 'second-factor-backup-codes');
  await page.getByRole('button', { name: 'Finish' }).click();

  const other = await openWindow();
  await passFirstStep(other);
  await picture(other, 'sign-in-second-factor');
  await askForBackupCode(other);
  await picture(other, 'sign-in-backup-code');
  await tryBackupCode(other, codes[0] ?? '');
  await expectStatus(other, 'ada@example.com, active');
  await leave(other);
  await askForBackupCode(other);
  await tryBackupCode(other, codes[0] ?? '');
  await expect(other.page.getByTestId('form-feedback-error')).toBeVisible();
  await picture(other, 'sign-in-backup-code-used');
  await tryBackupCode(other, codes[1] ?? '');
  await expectStatus(other, 'ada@example.com, active');
  await leave(other);

  const elevenMinutes = 11 * 60_000;
  await emulation.control.advanceClock(elevenMinutes);
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page
    .locator('.cl-profileSectionItem__mfa', { hasText: 'Backup codes' })
    .getByRole('button', { name: 'Open menu' })
    .click();
  await page.getByRole('menuitem', { name: 'Regenerate' }).click();
  await expect(page.getByText('Verification required')).toBeVisible();
  await picture(window, 'second-factor-reverification');
  await enterCode(window, authenticator.generate({ timestamp: Date.now() + elevenMinutes }));
  const newCodes = await readBackupCodes(window);
  expect(newCodes.filter((code) => codes.includes(code))).toEqual([]);
  await picture(window, 'second-factor-new-backup-codes');

  await askForBackupCode(other);
  await tryBackupCode(other, codes[2] ?? '');
  await expect(other.page.getByTestId('form-feedback-error')).toBeVisible();
  await tryBackupCode(other, newCodes[0] ?? '');
  await expectStatus(other, 'ada@example.com, active');
});
