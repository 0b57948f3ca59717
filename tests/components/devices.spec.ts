import {
  ada,
  arrivedCode,
  chooseNewPassword,
  enterCode,
  expectStatus,
  leave,
  picture,
  signIn,
} from './support/steps.ts';
import { type ComponentsWindow, expect, test } from './support/test.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

const activeDevices = ({ page }: ComponentsWindow) => page.locator('.cl-profileSection__activeDevices');

test('Ada sees by browser and place where she is signed in, and ends the session of her telephone', async ({
  browser,
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const context = await browser.newContext({ userAgent: iPhone });
  const telephone = await openWindow(context);
  for (const each of [telephone, window]) {
    await each.show({ component: 'SignIn' });
    await signIn(each, ada);
  }
  const session = (await emulation.control.listSessions()).at(-1);

  await window.show({ component: 'UserProfile', hash: '/security' });
  const devices = activeDevices(window);
  await expect(devices).toContainText(/Linux.*This device.*Chrome \d+.*127\.0\.0\.1 \(This computer\)/);
  await expect(devices).toContainText(/iPhone.*Safari 18\.0.*127\.0\.0\.1 \(This computer\)/);
  await picture(window, 'devices');
  await devices.getByRole('button', { name: 'Open menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out of device' }).click();
  await expect
    .poll(async () => (await emulation.clerk.sessions.getSession(session?.id ?? '')).status)
    .toBe('revoked');

  // Clerk's page draws its list before it notes that the session is over, and anew when one comes back to it.
  await page.getByRole('button', { name: 'Profile', exact: true }).click();
  await expect(page.getByText('Profile details')).toBeVisible();
  await page.getByRole('button', { name: 'Security' }).click();
  await expect(devices).toContainText('This device');
  await expect(devices).not.toContainText('iPhone');
  await picture(window, 'devices-ended');

  await telephone.show({ component: 'SignIn' });
  await expectStatus(telephone, 'signed out');
  await context.close();
});

test('Ada, who resets her password, decides whether her other devices stay signed in', async ({
  window,
  openWindow,
  emulation,
}) => {
  const { page } = window;
  const elsewhere = await openWindow();
  await elsewhere.show({ component: 'SignIn' });
  await signIn(elsewhere, ada);

  const resetPassword = async (password: string, endOthers: boolean) => {
    await emulation.control.clearMessages();
    await window.show({ component: 'SignIn' });
    await page.getByLabel('Email address').fill(ada.email);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('button', { name: 'Reset your password' }).click();
    await enterCode(window, await arrivedCode(emulation.control, ada.email));
    await chooseNewPassword(window, password, 'New password');
    await chooseNewPassword(window, password, 'Confirm password');
    await page.getByRole('checkbox', { name: /Sign out of all other devices/ }).setChecked(endOthers);
    await picture(window, `reset-${endOthers ? 'ends' : 'keeps'}-others`);
    await page.getByRole('button', { name: 'Reset Password' }).click();
    await expectStatus(window, 'ada@example.com, active');
  };

  await resetPassword('Difference-Engine-1822', false);
  await elsewhere.show({ component: 'UserButton' });
  await expectStatus(elsewhere, 'ada@example.com, active');

  await window.show({ component: 'UserButton' });
  await leave(window);
  await resetPassword('Note-G-Bernoulli-1843', true);
  await elsewhere.show({ component: 'SignIn' });
  await expectStatus(elsewhere, 'signed out');
});
