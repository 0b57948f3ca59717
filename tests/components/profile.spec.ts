import {
  ada,
  arrivedCode,
  arrivedLink,
  chooseNewPassword,
  enterCode,
  expectStatus,
  picture,
} from './support/steps.ts';
import { type ComponentsWindow, expect, test } from './support/test.ts';

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

/** Opens the menu of an address or a number. */
const openMenuOf = ({ page }: ComponentsWindow, identifier: string): Promise<void> =>
  page
    .locator('.cl-profileSectionItem')
    .filter({ hasText: identifier })
    .getByRole('button', { name: 'Open menu' })
    .click();

test('Ada adds a username, an address and a number, makes them primary and takes others away', async ({
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
  await expect(page.locator('input[data-input-otp]')).toHaveCount(0);

  await page.getByRole('button', { name: 'Add phone number' }).click();
  await page.getByLabel('Phone number').fill('2025550143');
  await picture(window, 'profile-add-phone');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await enterCode(window, await arrivedCode(emulation.control, '+12025550143'));
  await expect(page.getByText('+1 (202) 555-0143')).toBeVisible();
  await expect(page.locator('input[data-input-otp]')).toHaveCount(0);
  await picture(window, 'profile-identifiers');

  await openMenuOf(window, 'countess@example.com');
  await page.getByRole('menuitem', { name: 'Set as primary' }).click();
  await expect
    .poll(
      async () =>
        (await emulation.clerk.users.getUserList({ username: ['countess'] })).data[0]?.primaryEmailAddress
          ?.emailAddress,
    )
    .toBe('countess@example.com');
  await openMenuOf(window, ada.email);
  await page.getByRole('menuitem', { name: 'Remove email' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText(ada.email)).toHaveCount(0);

  await openMenuOf(window, '+1 (202) 555-0143');
  await page.getByRole('menuitem', { name: 'Remove phone number' }).click();
  await expect(page.getByText('will be removed from this account')).toBeVisible();
  await picture(window, 'profile-remove-phone');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('+1 (202) 555-0143')).toHaveCount(0);
  expect((await emulation.clerk.users.getUserList({ username: ['countess'] })).data[0]?.phoneNumbers).toEqual(
    [],
  );
});

test('Ada changes her name, gives herself a picture and takes it away again', async ({
  window,
  emulation,
}) => {
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

  await page.getByRole('button', { name: 'Update profile' }).click();
  await page.getByLabel('First name').fill('Augusta');
  await page.getByLabel('Last name').fill('King');
  await picture(window, 'profile-name');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Augusta King')).toBeVisible();
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

test.describe('with links in mails', () => {
  test.use({ settings: { emailVerifications: ['email_link'] } });

  test('Ada adds an address, and proves it by opening the link', async ({
    window,
    openWindow,
    emulation,
  }) => {
    const { page } = window;
    await window.show({ component: 'UserProfile' });
    await page.getByRole('button', { name: 'Add email address' }).click();
    await page.getByLabel('Email address').fill('countess@example.com');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByText('Click on the verification link')).toBeVisible();
    await picture(window, 'profile-address-link');

    const opened = await openWindow(page.context());
    await opened.page.goto(await arrivedLink(emulation.control, 'countess@example.com'));
    await expect(opened.page.getByText('Successfully verified email')).toBeVisible();
    await picture(opened, 'profile-address-link-opened');
    await expect(page.getByText('Click on the verification link')).toBeHidden();
    await expect(page.getByText('countess@example.com', { exact: true })).toBeVisible();
    await expect(page.getByText('Unverified')).toHaveCount(0);
    await picture(window, 'profile-address-link-proved');
  });
});
