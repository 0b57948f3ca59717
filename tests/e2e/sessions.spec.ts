import { z } from 'zod';
import type { ControlClient } from '../../src-emulator/control-client.ts';
import { ada, emulatorOf } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import {
  expectEndedElsewhere,
  expectGreeting,
  expectScreen,
  sessionIdOf,
  signIn,
  signOut,
} from './support/window.ts';

/** A session of Ada's on no device that Clerk knows. */
async function createSession(emulator: ControlClient): Promise<string> {
  const users = await emulator.backendApi('GET', `/users?email_address=${ada.email}`);
  const [user] = z.array(z.object({ id: z.string() })).parse(users.body);
  const created = await emulator.backendApi('POST', '/sessions', { user_id: user?.id });
  return z.object({ id: z.string(), status: z.literal('active') }).parse(created.body).id;
}

test('the session outlives its first token: clerk-js renews it, and the API accepts the new one', async ({
  frontdesk,
}) => {
  test.setTimeout(120_000);
  const page = frontdesk.page();
  await signIn(page, ada);
  await expect(page.locator('[data-field="token-refreshes"]')).toHaveText('not refreshed yet');
  const signedInAt = Date.now();
  await expect(page.locator('[data-field="token-refreshes"]')).toHaveText('refreshed once', {
    timeout: 70_000,
  });
  await expect
    .poll(() => Date.now() - signedInAt, { timeout: 70_000, intervals: [1_000] })
    .toBeGreaterThan(62_000);

  const answered = page.waitForResponse((response) => response.url().includes('/protected'));
  await page.getByRole('button', { name: 'Check again' }).click();
  expect((await answered).status()).toBe(200);
  await expectGreeting(page, 'Ada');
});

test('a session that is revoked elsewhere ends in the window, and the window says why', async ({
  frontdesk,
}) => {
  test.setTimeout(120_000);
  const page = frontdesk.page();
  await signIn(page, ada);
  await expectGreeting(page, 'Ada');
  const emulator = await emulatorOf(page);
  const { status } = await emulator.backendApi('POST', `/sessions/${await sessionIdOf(page)}/revoke`);
  expect(status).toBe(200);

  await expectEndedElsewhere(page);
});

test('Ada revokes a session on another device from the window', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await signIn(page, ada);
  const emulator = await emulatorOf(page);
  const other = await createSession(emulator);

  await page.reload();
  const row = page.locator(`[data-session-id="${other}"]`);
  await row.getByRole('button', { name: /^Revoke/ }).click();
  await row.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(row).toHaveCount(0);
  const { body } = await emulator.backendApi('GET', `/sessions/${other}`);
  expect(body).toMatchObject({ status: 'revoked' });
  await expectGreeting(page, 'Ada');
});

test('Ada signs out everywhere else from the window', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await signIn(page, ada);
  const emulator = await emulatorOf(page);
  const others = [await createSession(emulator), await createSession(emulator)];

  await page.reload();
  const sessions = page.getByRole('region', { name: 'Where you are signed in' });
  await expect(sessions.getByRole('listitem')).toHaveCount(3);
  await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await sessions.getByRole('button', { name: 'Keep' }).click();
  await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await sessions.getByRole('button', { name: 'Sign them out' }).click();

  await expect(sessions.getByRole('status')).toHaveText('2 other sessions were ended.');
  await expect(sessions.getByRole('listitem')).toHaveCount(1);
  await expect(sessions.getByRole('button')).toHaveCount(0);
  for (const id of others) {
    const { body } = await emulator.backendApi('GET', `/sessions/${id}`);
    expect(body).toMatchObject({ status: 'revoked' });
  }
  await expectGreeting(page, 'Ada');
});

test('a restart keeps the session', async ({ frontdesk }) => {
  await signIn(frontdesk.page(), ada);
  const before = await sessionIdOf(frontdesk.page());
  await frontdesk.restart();
  await expectGreeting(frontdesk.page(), 'Ada');
  expect(await sessionIdOf(frontdesk.page())).toBe(before);
});

test('signing out holds over a restart', async ({ frontdesk }) => {
  await signIn(frontdesk.page(), ada);
  await signOut(frontdesk.page());
  await frontdesk.restart();
  await expectScreen(frontdesk.page(), 'signed-out');
});
