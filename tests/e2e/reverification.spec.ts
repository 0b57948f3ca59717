import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type EmulatorReady, emulatorReadySchema } from '../../src-contracts/ready-line.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { ada } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import {
  chooseNewPassword,
  closeAccount,
  enterPassword,
  expectFieldError,
  expectGreeting,
  expectGreetingAgain,
  openAccount,
  signIn,
  signOut,
} from './support/window.ts';

const newPassword = 'Difference-Engine-1822';
const stateSchema = z.looseObject({
  sessions: z.array(z.looseObject({ firstFactorVerifiedAt: z.number() })),
});

/** Makes sessions as old as if their people had signed in a quarter of an hour ago. */
async function ageSessions(file: string): Promise<void> {
  const state = stateSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  for (const session of state.sessions) session.firstFactorVerifiedAt -= 15 * 60_000;
  await writeFile(file, JSON.stringify(state));
}

let emulator: ServerProcess<EmulatorReady> | undefined;
test.afterEach(() => emulator?.stop());

test('Ada proves who she is before she changes her password a quarter of an hour after signing in', async ({
  launch,
  dataFolder,
  mode,
}) => {
  test.setTimeout(120_000);
  const folder = join(dataFolder, 'emulator');
  const startEmulator = async (port: string) => {
    emulator = await startServer('emulator', ['--port', port, '--data', folder], emulatorReadySchema);
    return emulator;
  };
  const first = await startEmulator('0');
  const frontdesk = await launch({ FRONTDESK_EMULATOR_URL: first.ready.url });
  const page = frontdesk.page();
  await signIn(page, ada);
  await first.stop();
  await ageSessions(join(folder, 'emulator-state.json'));
  await startEmulator(new URL(first.ready.url).port);
  await page.reload();
  await expectGreetingAgain(page, 'Ada');

  await openAccount(page);
  await page.getByRole('button', { name: 'Security' }).click();
  await page.getByRole('button', { name: 'Update password' }).click();
  await chooseNewPassword(page, newPassword, 'New password');
  await chooseNewPassword(page, newPassword, 'Confirm password');
  await page.getByRole('button', { name: 'Save' }).click();

  await expect(page.getByRole('heading', { name: 'Verification required' })).toBeVisible();
  await page.screenshot({
    path: `test-results/screens/${mode}/reverification.png`,
    animations: 'disabled',
  });
  await enterPassword(page, 'not-her-password-1');
  await expectFieldError(page, /password you entered is incorrect/);
  await enterPassword(page, ada.password);
  await expect(page.getByLabel('Confirm password')).toBeHidden();

  await closeAccount(page);
  await signOut(page);
  await signIn(page, { email: ada.email, password: newPassword });
  await expectGreeting(page, 'Ada');
});
