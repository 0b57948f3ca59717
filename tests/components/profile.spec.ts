import { ada, arrivedCode, chooseNewPassword, enterCode, expectStatus, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.use({
  settings: {
    phoneNumber: 'optional',
    username: 'optional',
    firstFactors: ['password', 'email_code', 'phone_code'],
  },
});

/** A red square of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

test.beforeEach(async ({ window }) => {
  await window.show({ component: 'SignIn' });
  await window.page.getByLabel(/Email address/).fill(ada.email);
  await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await window.page.getByLabel('Password', { exact: true }).fill(ada.password);
  await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus(window, 'ada@example.com, active');
});

test('Ada adds a username, an address and a number, and makes them primary', async ({
  window,
  emulation,
}) => {
  const { page } = window;
  await window.show({ component: 'UserProfile' });
  await page.getByRole('button', { name: 'Set username' }).click();
  await page.getByLabel('Username').fill('countess');
  await page.getByRole('button', { name: 'Save' }).click();
  await expectStatus(window, 'countess, active');

  await page.getByRole('button', { name: 'Add email address' }).click();
  await page.getByLabel('Email address').fill('countess@example.com');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await enterCode(window, await arrivedCode(emulation.control, 'countess@example.com'));
  await expect(page.getByText('Enter the verification code')).toHaveCount(0);

  await page.getByRole('button', { name: 'Add phone number' }).click();
  await page.getByLabel('Phone number').fill('2025550143');
  await picture(window, 'profile-add-phone');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await enterCode(window, await arrivedCode(emulation.control, '+12025550143'));
  await expect(page.getByText('+1 (202) 555-0143')).toBeVisible();
  await expect(page.locator('input[data-input-otp]')).toHaveCount(0);
  await picture(window, 'profile-identifiers');

  await page
    .getByText('countess@example.com', { exact: true })
    .locator('..')
    .locator('..')
    .getByRole('button')
    .click();
  await page.getByRole('menuitem', { name: 'Set as primary' }).click();
  await expect
    .poll(
      async () =>
        (await emulation.clerk.users.getUserList({ username: ['countess'] })).data[0]?.primaryEmailAddress
          ?.emailAddress,
    )
    .toBe('countess@example.com');
  await page.getByText(ada.email).locator('..').locator('..').getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Remove email' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText(ada.email)).toHaveCount(0);
});

test('Ada gives herself a picture and takes it away again', async ({ window, emulation }) => {
  const { page } = window;
  const hasImage = async () => (await emulation.clerk.users.getUserList()).data.some((user) => user.hasImage);
  await window.show({ component: 'UserProfile' });
  await page.getByRole('button', { name: 'Update profile' }).click();
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'red.png', mimeType: 'image/png', buffer: png });
  await expect.poll(hasImage).toBe(true);
  await picture(window, 'profile-picture');
  await page.getByRole('button', { name: 'Update profile' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(hasImage).toBe(false);
});

test('Ada changes her password, and deletes her account', async ({ window, emulation }) => {
  const { page } = window;
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Update password' }).click();
  await chooseNewPassword(window, 'Difference-Engine-1822', 'New password');
  await chooseNewPassword(window, 'Difference-Engine-1822', 'Confirm password');
  await picture(window, 'profile-password');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Confirm password', { exact: true })).toHaveCount(0);
  await picture(window, 'profile-security');

  await page.getByRole('button', { name: 'Delete account' }).click();
  await page.getByLabel(/Delete account/).fill('Delete account');
  await picture(window, 'profile-delete');
  await page.getByRole('button', { name: 'Delete account' }).last().click();
  await expectStatus(window, 'signed out');
  expect(await emulation.control.listUsers()).toHaveLength(1);
});

test('Ada connects her Google account', async ({ window }) => {
  const { page } = window;
  await window.show({ component: 'UserProfile' });
  await page.getByRole('button', { name: 'Connect account' }).click();
  await page.getByRole('menuitem', { name: /Google/ }).click();
  await page.getByRole('link', { name: /Ada/ }).click();
  await page.getByRole('button', { name: /Allow/ }).click();
  await expect(page.getByText(/Google/).first()).toBeVisible();
  await picture(window, 'profile-connected');
});
