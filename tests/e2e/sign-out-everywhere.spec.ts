import { join } from 'node:path';
import { emulatorReadySchema } from '../../src-contracts/ready-line.ts';
import { startServer } from '../support/server-process.ts';
import { ada } from './support/emulator.ts';
import { expect, test } from './support/test.ts';
import { expectEndedElsewhere, expectGreeting, sessionIdOf, signIn } from './support/window.ts';

/** S22: two installations of Frontdesk, as on two computers, that use one Clerk. */
test('signing out everywhere else ends the session of another window, which shows it', async ({
  launch,
  dataFolder,
}) => {
  test.setTimeout(150_000);
  const emulator = await startServer('emulator', ['--port', '0'], emulatorReadySchema);
  try {
    const environment = { FRONTDESK_EMULATOR_URL: emulator.ready.url };
    const here = (await launch(environment)).page();
    const elsewhere = (await launch(environment, join(dataFolder, 'elsewhere'))).page();
    for (const page of [elsewhere, here]) {
      await signIn(page, ada);
      await expectGreeting(page, 'Ada');
    }
    const session = await sessionIdOf(here);

    const sessions = here.getByRole('region', { name: 'Where you are signed in' });
    await expect(sessions.getByRole('listitem')).toHaveCount(2);
    await sessions.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await sessions.getByRole('button', { name: 'Sign them out' }).click();
    await expect(sessions.getByRole('status')).toHaveText('One other session was ended.');

    await expectEndedElsewhere(elsewhere);
    await here.reload();
    await expectGreeting(here, 'Ada');
    expect(await sessionIdOf(here)).toBe(session);
  } finally {
    await emulator.stop();
  }
});
