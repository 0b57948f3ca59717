import { ada, expectStatus, picture } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ window }) => {
  await window.show({ component: 'SignIn' });
  await window.page.getByLabel(/Email address/).fill(ada.email);
  await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await window.page.getByLabel('Password', { exact: true }).fill(ada.password);
  await window.page.getByRole('button', { name: 'Continue', exact: true }).click();
  await expectStatus(window, 'ada@example.com, active');
});

test('Ada changes her password, and deletes her account', async ({ window, emulation }) => {
  const { page } = window;
  await window.show({ component: 'UserProfile', hash: '/security' });
  await page.getByRole('button', { name: 'Update password' }).click();
  await page.getByLabel('New password', { exact: true }).fill('Difference-Engine-1822');
  await page.getByLabel('Confirm password', { exact: true }).fill('Difference-Engine-1822');
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
