import { ada, emulatorOf } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import {
  arrivedCode,
  askForEmailCode,
  enterCode,
  enterIdentifier,
  enterPassword,
  expectFieldError,
  expectGreeting,
  expectScreen,
  expectSignedIn,
  sessionIdOf,
  signIn,
  signOut,
} from './support/window.ts';

test('Ada signs in with her password and is greeted by the local API', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await expectScreen(page, 'signed-out');
  await signIn(page, ada);
  await expectGreeting(page, 'Ada');
  await expect(page.getByRole('main')).toContainText('ada@example.com');
  expect(await sessionIdOf(page)).toMatch(/^sess_\w+$/);
  await expect(page.getByText(/^valid for \d+ s$/)).toBeVisible();
});

test('a wrong password is told at the field, and the right one still works', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await enterIdentifier(page, ada.email);
  await enterPassword(page, 'not-her-password-1');
  await expectFieldError(page, /password you entered is incorrect/);
  await expectScreen(page, 'signed-out');
  await enterPassword(page, ada.password);
  await expectGreeting(page, 'Ada');
});

test('an unknown user is told so', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await enterIdentifier(page, 'nobody@example.com');
  await expectFieldError(page, /couldn.t find an account/);
  await expectScreen(page, 'signed-out');
});

test('Ada signs in with a code that arrives beside the form', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await enterIdentifier(page, ada.email);
  await askForEmailCode(page);
  const code = await arrivedCode(page);
  await enterCode(page, code);
  await expectGreeting(page, 'Ada');
});

test('a wrong code is refused and a right one still works', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await enterIdentifier(page, ada.email);
  await askForEmailCode(page);
  const code = await arrivedCode(page);
  await enterCode(page, code === '111111' ? '222222' : '111111');
  await expectFieldError(page, /Incorrect code/);
  await enterCode(page, code);
  await expectSignedIn(page);
});

test('signing out leads back to the form, and the session is gone at Clerk', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await signIn(page, ada);
  const emulator = await emulatorOf(page);
  const sessionId = await sessionIdOf(page);
  await signOut(page);
  const { body } = await emulator.backendApi('GET', `/sessions/${sessionId}`);
  expect(body).toMatchObject({ status: expect.stringMatching(/removed|ended/) });
});
