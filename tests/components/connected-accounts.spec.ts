import { ada, expectStatus, picture, signIn } from './support/steps.ts';
import { expect, test } from './support/test.ts';

test('Ada connects her Google and her Acme account, signs in by one, and disconnects the other', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);
  await window.show({ component: 'UserProfile' });
  const accounts = page.locator('.cl-profileSection__connectedAccounts');
  for (const [provider, person] of [
    ['Google', /Ada/],
    ['Acme', /Hedy/],
  ] as const) {
    await accounts.getByRole('button', { name: 'Connect account' }).click();
    await page.getByRole('menuitem', { name: provider }).click();
    await page.getByRole('link', { name: person }).click();
    await page.getByRole('button', { name: /Allow/ }).click();
    await expect(accounts).toContainText(provider);
  }
  await expect(accounts).toContainText(/Google.*ada@example\.com.*Acme.*hedy@example\.com/);
  await picture(window, 'connected-accounts');

  const other = await openWindow();
  await other.show({ component: 'SignIn' });
  await other.page.getByRole('button', { name: /Acme/ }).click();
  await other.page.getByRole('link', { name: /Hedy/ }).click();
  await other.page.getByRole('button', { name: /Allow/ }).click();
  await expectStatus(other, 'ada@example.com, active');

  await accounts.getByRole('button', { name: 'Open menu' }).first().click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(page.getByText('Google will be removed from this account.')).toBeVisible();
  await picture(window, 'connected-accounts-remove');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(accounts).not.toContainText('Google');
  const { data } = await emulation.clerk.users.getUserList({ emailAddress: [ada.email] });
  expect(data[0]?.externalAccounts).toMatchObject([{ provider: 'oauth_custom_acme' }]);
});
