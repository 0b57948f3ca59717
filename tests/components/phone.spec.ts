import { arrivedCode, chooseNewPassword, enterCode, expectStatus, picture } from './support/steps.ts';
import { type ComponentsWindow, expect, test } from './support/test.ts';

const phone = '+12025550143';
const typed = '2025550143';
const password = 'Jacquard-Loom-1804';

test.use({
  settings: {
    emailAddress: 'off',
    phoneNumber: 'required',
    phoneSecondFactor: true,
    firstFactors: ['password', 'phone_code'],
  },
});

async function signInByPhone({ page }: ComponentsWindow): Promise<void> {
  await page.getByLabel('Phone number', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
}

test('Mary signs up by phone, and in again by a code', async ({ window, openWindow, emulation }) => {
  const { page } = window;
  const proceed = page.getByRole('button', { name: 'Continue', exact: true });
  await window.show({ component: 'SignUp' });
  await page.getByLabel('Phone number', { exact: true }).fill(typed);
  await chooseNewPassword(window, password);
  await picture(window, 'sign-up-phone');
  await proceed.click();
  await expect(page.getByText('Verify your phone')).toBeVisible();
  await picture(window, 'sign-up-phone-code');
  await enterCode(window, await arrivedCode(emulation.control, phone));
  await expectStatus(window, `${phone}, active`);

  const other = await openWindow();
  await other.show({ component: 'SignIn' });
  await picture(other, 'sign-in-phone');
  await emulation.control.clearMessages();
  await other.page.getByLabel('Phone number', { exact: true }).fill(typed);
  await other.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await other.page.getByRole('link', { name: 'Use another method' }).click();
  await picture(other, 'sign-in-phone-methods');
  await other.page.getByRole('button', { name: /SMS code/ }).click();
  await enterCode(other, await arrivedCode(emulation.control, phone));
  await expectStatus(other, `${phone}, active`);
});

test('Mary forgets her password and sets a new one by SMS', async ({ window, emulation }) => {
  const { page } = window;
  await emulation.clerk.users.createUser({ phoneNumber: [phone], password });
  await window.show({ component: 'SignIn' });
  await page.getByLabel('Phone number', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('button', { name: 'Reset your password' }).click();
  await enterCode(window, await arrivedCode(emulation.control, phone));
  await chooseNewPassword(window, 'Difference-Engine-1822', 'New password');
  await chooseNewPassword(window, 'Difference-Engine-1822', 'Confirm password');
  await picture(window, 'reset-by-phone');
  await page.getByRole('button', { name: 'Reset Password' }).click();
  await expectStatus(window, `${phone}, active`);
});

test('Mary uses her phone as second factor', async ({ window, openWindow, emulation }) => {
  const { page } = window;
  await emulation.clerk.users.createUser({ phoneNumber: [phone], password });
  await window.show({ component: 'SignIn' });
  await signInByPhone(window);
  await expectStatus(window, `${phone}, active`);

  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Add two-step verification' }).click();
  await page.getByRole('menuitem', { name: 'SMS code' }).click();
  await picture(window, 'second-factor-phone-choose');
  await page
    .getByText(/\(202\) 555-0143|2025550143/)
    .last()
    .click();
  await expect(page.getByText('Backup codes').first()).toBeVisible();
  await picture(window, 'second-factor-phone-added');
  await page.getByRole('button', { name: 'Finish' }).click();

  const other = await openWindow();
  await other.show({ component: 'SignIn' });
  await signInByPhone(other);
  await expect(other.page.getByText('Check your phone')).toBeVisible();
  await picture(other, 'second-factor-phone-sign-in');
  await enterCode(other, await arrivedCode(emulation.control, phone));
  await expectStatus(other, `${phone}, active`);
});

test('Mary chooses which of her numbers gets the codes, leaves one without, and changes the primary one', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const second = '+12025550144';
  await emulation.clerk.users.createUser({ phoneNumber: [phone, second], password });
  await window.show({ component: 'SignIn' });
  await signInByPhone(window);
  await expectStatus(window, `${phone}, active`);

  await window.show({ component: 'UserProfile', hash: '/security' });
  for (const shown of ['+1 (202) 555-0143', '+1 (202) 555-0144']) {
    await page.getByRole('button', { name: 'Add two-step verification' }).click();
    await page.getByRole('menuitem', { name: 'SMS code' }).click();
    await page.getByRole('button', { name: shown }).click();
    await page.getByRole('button', { name: 'Finish' }).click();
  }
  const openMenuOf = (shown: string) =>
    page
      .locator('.cl-profileSectionItem__mfa')
      .filter({ hasText: shown })
      .getByRole('button', { name: 'Open menu' })
      .click();
  await expect(page.locator('.cl-profileSectionItem__mfa', { hasText: 'Default' })).toContainText('0143');
  await openMenuOf('+1 (202) 555-0144');
  await page.getByRole('menuitem', { name: 'Set as default' }).click();
  await expect(page.locator('.cl-profileSectionItem__mfa', { hasText: 'Default' })).toContainText('0144');
  await picture(window, 'second-factor-phone-default');

  const other = await openWindow();
  await other.show({ component: 'SignIn' });
  await emulation.control.clearMessages();
  await signInByPhone(other);
  await enterCode(other, await arrivedCode(emulation.control, second));
  await expectStatus(other, `${phone}, active`);

  await openMenuOf('+1 (202) 555-0143');
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.locator('.cl-profileSectionItem__mfa', { hasText: '0143' })).toHaveCount(0);
  await picture(window, 'second-factor-phone-removed');

  await window.show({ component: 'UserProfile' });
  await page
    .locator('.cl-profileSectionItem__phoneNumbers', { hasText: '0144' })
    .getByRole('button', { name: 'Open menu' })
    .click();
  await page.getByRole('menuitem', { name: 'Set as primary' }).click();
  await expectStatus(window, `${second}, active`);
});
