import { join } from 'node:path';
import { emulatorReadySchema } from '../../src-contracts/ready-line.ts';
import { endProcess, startServer } from '../support/server-process.ts';
import { ada } from './support/emulator.ts';
import { inspectScreen } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import {
  arrivedCode,
  askForEmailCode,
  closeAccount,
  enterIdentifier,
  enterPassword,
  expectFieldError,
  expectGreeting,
  expectScreen,
  openAccount,
  signIn,
} from './support/window.ts';

test('signed out: the form, its steps and their errors, in both themes', async ({ frontdesk, mode }) => {
  test.setTimeout(120_000);
  const page = frontdesk.page();
  await expectScreen(page, 'signed-out');
  await expect(page.getByLabel('Email address')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Demo account' })).toContainText(ada.email);
  await inspectScreen(page, mode, 'signed-out');

  await enterIdentifier(page, ada.email);
  await enterPassword(page, 'not-her-password-1');
  await expectFieldError(page, /password you entered is incorrect/);
  await inspectScreen(page, mode, 'wrong-password');

  await askForEmailCode(page);
  await arrivedCode(page);
  await inspectScreen(page, mode, 'email-code');

  await page.reload();
  await page.getByRole('link', { name: 'Sign up' }).click();
  await expect(page.getByRole('heading', { name: 'Create your account' })).toBeVisible();
  await inspectScreen(page, mode, 'sign-up');
});

test('signed in: the greeting, the account and a narrow window, in both themes', async ({
  frontdesk,
  mode,
}) => {
  test.setTimeout(120_000);
  const page = frontdesk.page();
  await signIn(page, ada);
  await expectGreeting(page, 'Ada');
  await expect(page.getByText('This is your only session.')).toBeVisible();
  await inspectScreen(page, mode, 'signed-in');

  await openAccount(page);
  await expect(page.getByRole('heading', { name: 'Profile details' })).toBeVisible();
  await page.screenshot({ path: `test-results/screens/${mode}/account.png` });
  await closeAccount(page);

  await page.setViewportSize({ width: 390, height: 800 });
  await inspectScreen(page, mode, 'signed-in-narrow');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('out of reach: what, why, and when it is tried again, in both themes', async ({
  launch,
  dataFolder,
  mode,
}) => {
  test.setTimeout(120_000);
  const own = await startServer(
    'emulator',
    ['--port', '0', '--data', join(dataFolder, 'emulator')],
    emulatorReadySchema,
  );
  const frontdesk = await launch({ FRONTDESK_EMULATOR_URL: own.ready.url });
  await expectScreen(frontdesk.page(), 'signed-out');
  await endProcess(own.child, 'SIGKILL');
  await frontdesk.page().reload();
  await expectScreen(frontdesk.page(), 'unavailable');
  await inspectScreen(frontdesk.page(), mode, 'unavailable');
});
