import type { Page } from 'playwright/test';
import { ada, emulatorOf } from './support/emulator.ts';
import {
  allowAs,
  deny,
  makeAccount,
  type Travel,
  travelInBrowser,
  travelOnDesktop,
} from './support/provider.ts';
import { inspectScreen } from './support/screens.ts';
import { test as base, expect } from './support/test.ts';
import { expectGreeting, expectScreen, openAccount, signIn } from './support/window.ts';

const test = base.extend<{ window: Page; travel: Travel }>({
  window: async ({ frontdesk }, use) => use(frontdesk.page()),
  travel: async ({ mode, frontdesk, dataFolder }, use) =>
    use(mode === 'desktop' ? travelOnDesktop(frontdesk, dataFolder) : travelInBrowser),
});

const providerButton = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^(Sign in with |Continue with )?${name}`) });

const chooseProvider = (page: Page, name: string) => () => providerButton(page, name).click();

test('Ada signs in with Google and is greeted by the local API', async ({ window, travel }) => {
  await travel(window, chooseProvider(window, 'Google'), allowAs('Ada Lovelace'));
  await expectGreeting(window, 'Ada');
  await expect(window.getByRole('main')).toContainText(ada.email);
});

test('somebody new signs in with GitHub, and so signs up', async ({ window, travel }) => {
  const mary = { firstName: 'Mary', lastName: 'Somerville', email: 'mary@example.com' };
  await travel(window, chooseProvider(window, 'GitHub'), makeAccount(mary));
  await expectGreeting(window, 'Mary');
  const { body } = await (await emulatorOf(window)).backendApi(
    'GET',
    '/users?email_address=mary@example.com',
  );
  expect(body).toMatchObject([
    { password_enabled: false, external_accounts: [{ provider: 'oauth_github' }] },
  ]);
});

test('somebody new signs up with a provider of the instance', async ({ window, travel }) => {
  await window.getByRole('link', { name: 'Sign up' }).click();
  await travel(window, chooseProvider(window, 'Acme'), allowAs('Hedy Lamarr'));
  await expectGreeting(window, 'Hedy');
});

test('Ada goes to sign up with Microsoft, and is signed in', async ({ window, travel }) => {
  await window.getByRole('link', { name: 'Sign up' }).click();
  await travel(window, chooseProvider(window, 'Microsoft'), allowAs('Ada Lovelace'));
  await expectGreeting(window, 'Ada');
});

test('a denial is told in the form, and the next try works', async ({ window, travel }) => {
  await travel(window, chooseProvider(window, 'Apple'), deny);
  await expect(window.getByText(/did not grant access/)).toBeVisible();
  await expectScreen(window, 'signed-out');
  await travel(window, chooseProvider(window, 'Apple'), allowAs('Ada Lovelace'));
  await expectGreeting(window, 'Ada');
});

test('an account is connected in the profile, and disconnected', async ({ window, travel }) => {
  await signIn(window, ada);
  await openAccount(window);
  const section = window.locator('.cl-profileSection__connectedAccounts');
  await section.getByText('Connect account').click();
  await travel(
    window,
    () => window.getByRole('menuitem', { name: /GitHub/ }).click(),
    allowAs('Hedy Lamarr'),
  );
  await expect(section).toContainText('hedy@example.com');
  await section.locator('.cl-menuButton').first().click();
  await window.getByRole('menuitem', { name: 'Remove' }).click();
  await section.getByRole('button', { name: 'Remove' }).click();
  await expect(section).not.toContainText('hedy@example.com');
});

test("the providers' pages, in both themes", async ({ window, travel, mode }) => {
  test.setTimeout(120_000);
  await travel(window, chooseProvider(window, 'Google'), async (page) => {
    await expect(page.getByText('emulated', { exact: true })).toBeVisible();
    await inspectScreen(page, mode, 'provider-chooser');
    await page.getByRole('link', { name: 'Ada Lovelace' }).click();
    await expect(page.getByRole('button', { name: 'Allow' })).toBeVisible();
    await inspectScreen(page, mode, 'provider-consent');
    await page.getByRole('button', { name: 'Allow' }).click();
  });
  await expectGreeting(window, 'Ada');
});
