import { join } from 'node:path';
import { emulatorReadySchema } from '../../src-contracts/ready-line.ts';
import { endProcess, startServer } from '../support/server-process.ts';
import { ada } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import { expectGreeting, expectGreetingAgain, expectScreen, sessionIdOf, signIn } from './support/window.ts';

test('the API is killed and comes back: the window recovers by itself and the session goes on', async ({
  frontdesk,
}) => {
  const page = frontdesk.page();
  await signIn(page, ada);
  const session = await sessionIdOf(page);
  await frontdesk.killApi();
  await frontdesk.reviveApi();
  await expectGreetingAgain(frontdesk.page(), 'Ada');
  expect(await sessionIdOf(page)).toBe(session);
});

test('the emulator is killed and comes back with its sessions', async ({ frontdesk }) => {
  await signIn(frontdesk.page(), ada);
  await frontdesk.killEmulator();
  await expectGreetingAgain(frontdesk.page(), 'Ada');
  await frontdesk.restart();
  await expectGreeting(frontdesk.page(), 'Ada');
});

test('while Clerk is out of reach the window says so, and goes on by itself when it answers again', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(90_000);
  const parameters = (port: number) => ['--port', String(port), '--data', join(dataFolder, 'own-emulator')];
  const first = await startServer('emulator', parameters(0), emulatorReadySchema);
  const frontdesk = await launch({ FRONTDESK_EMULATOR_URL: first.ready.url });
  const page = frontdesk.page();
  await signIn(page, ada);
  const session = await sessionIdOf(page);

  await endProcess(first.child, 'SIGKILL');
  await page.reload();
  await expectScreen(page, 'unavailable');
  await expect(page.getByRole('heading', { name: 'Clerk is out of reach' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again now' })).toBeVisible();

  const second = await startServer(
    'emulator',
    parameters(Number(new URL(first.ready.url).port)),
    emulatorReadySchema,
  );
  await expectGreeting(page, 'Ada');
  expect(await sessionIdOf(page)).toBe(session);
  await frontdesk.close();
  await second.stop();
});
