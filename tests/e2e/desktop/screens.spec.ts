import { createServer } from 'node:net';
import { inspectScreen } from '../support/screens.ts';
import { expect, test } from '../support/test.ts';
import { expectScreen } from '../support/window.ts';

test('a setup problem: which setting, what is wrong, how to mend it, in both themes', async ({
  launch,
  mode,
}) => {
  const frontdesk = await launch({ CLERK_SECRET_KEY: 'sk_test_without_its_publishable_key' });
  await expectScreen(frontdesk.page(), 'setup-problem');
  await expect(frontdesk.page().getByRole('main')).toContainText('CLERK_PUBLISHABLE_KEY');
  await inspectScreen(frontdesk.page(), mode, 'setup-problem');
});

test('starting, and then an emulator that does not answer, in both themes', async ({ launch, mode }) => {
  test.setTimeout(90_000);
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const frontdesk = await launch({ FRONTDESK_EMULATOR_URL: `http://127.0.0.1:${port}` });
  await expectScreen(frontdesk.page(), 'starting');
  await inspectScreen(frontdesk.page(), mode, 'starting');
  await expectScreen(frontdesk.page(), 'unavailable');
  await expect(
    frontdesk.page().getByRole('heading', { name: 'The local emulator is out of reach' }),
  ).toBeVisible();
  await expect(frontdesk.page().getByRole('alert')).toContainText(
    `no Clerk emulator answers at http://127.0.0.1:${port}`,
  );
  await inspectScreen(frontdesk.page(), mode, 'emulator-unavailable');
  silent.close();
});
