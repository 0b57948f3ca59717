import {
  ada,
  arrivedCode,
  enterCode,
  expectSignedOut,
  expectStatus,
  grace,
  picture,
  signIn,
} from './support/steps.ts';
import { expect, test } from './support/test.ts';

test.use({ settings: { sessionMode: 'multi' } });

test('Ada adds the account of Grace, switches between both, and signs out of one, then of all', async ({
  window,
  emulation,
}) => {
  const { page } = window;
  const openMenu = () => page.getByRole('button', { name: /user menu/i }).click();
  const sessionStatuses = async () =>
    (await emulation.control.listSessions()).map(({ status }) => status).sort();
  await window.show({ component: 'SignIn' });
  await signIn(window, ada);

  await openMenu();
  await page.getByRole('button', { name: 'Add account' }).click();
  await page.getByLabel('Email address').fill(grace.email);
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.getByRole('link', { name: 'Use another method' }).click();
  await page.getByRole('button', { name: /email code/i }).click();
  await enterCode(window, await arrivedCode(emulation.control, grace.email));
  await expectStatus(window, 'grace@example.com, active');

  await openMenu();
  await expect(page.getByRole('button', { name: 'Sign out of all accounts' })).toBeVisible();
  await picture(window, 'several-accounts-menu');
  await page.getByRole('button', { name: /Ada Lovelace/ }).click();
  await expectStatus(window, 'ada@example.com, active');

  await openMenu();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Choose an account' })).toBeVisible();
  await expectStatus(window, 'signed out');
  expect(await sessionStatuses()).toEqual(['active', 'removed']);
  await picture(window, 'several-accounts-choose');
  await page.getByRole('button', { name: /Grace Hopper/ }).click();
  await expectStatus(window, 'grace@example.com, active');
  await openMenu();
  await page.getByRole('button', { name: 'Add account' }).click();
  await signIn(window, ada);
  await openMenu();
  await page.getByRole('button', { name: 'Sign out of all accounts' }).click();
  await expectSignedOut(window);
  expect(await sessionStatuses()).toEqual(['removed', 'removed', 'removed']);
});
