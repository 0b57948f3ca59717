import { createServer } from 'node:http';
import { test as base, chromium, type Page } from 'playwright/test';
import { emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';
import { findFreePort } from '../../support/port.ts';
import { startServer } from '../../support/server-process.ts';
import { ada } from '../support/emulator.ts';
import { chromiumPath, chromiumSwitches } from '../support/environment.ts';
import { type NetworkRecord, recordNetwork } from '../support/loopback-only.ts';
import { inspectScreen } from '../support/screens.ts';
import { expect } from '../support/test.ts';

type Fixtures = { control: ControlClient; emulatorPage: Page };

const test = base.extend<Fixtures>({
  control: async ({ browserName: _ }, use) => {
    const emulator = await startServer('emulator', ['--port', '0', '--quiet'], emulatorReadySchema);
    await use(createControlClient(emulator.ready.url));
    await emulator.stop();
  },
  emulatorPage: async ({ control }, use) => {
    const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumSwitches });
    const network: NetworkRecord = { foreign: [], refusedByPolicy: [] };
    const context = await browser.newContext({ viewport: { width: 1180, height: 800 } });
    recordNetwork(context, network);
    const page = await context.newPage();
    await page.goto(control.url);
    await expect(page.getByText('Running at')).toBeVisible();
    await use(page);
    await browser.close();
    expect(network).toEqual({ foreign: [], refusedByPolicy: [] });
  },
});

const post = (control: ControlClient, path: string, form: Record<string, string>) =>
  fetch(`${control.url}/v1${path}`, { method: 'POST', body: new URLSearchParams(form) });

const signIn = (control: ControlClient) =>
  post(control, '/client/sign_ins', { identifier: ada.email, password: ada.password });

test('the page shows mail, sign-ins and requests as they come, and revokes a session', async ({
  control,
  emulatorPage: page,
}) => {
  await signIn(control);
  await post(control, '/client/sign_ins', { identifier: 'grace@example.com', strategy: 'email_code' });
  const code = await control.newestCode('grace@example.com');
  await expect(page.getByRole('button', { name: 'Copy the code for grace@example.com' })).toHaveText(
    String(code),
  );
  await expect(page.getByRole('region', { name: 'Requests' }).getByText('/v1/client/sign_ins')).toHaveCount(
    2,
  );
  await inspectScreen(page, 'browser', 'emulator');

  await page.getByRole('button', { name: 'Revoke the session of Ada Lovelace' }).click();
  await expect(page.getByRole('region', { name: 'Sessions' }).getByText('revoked')).toBeVisible();
  expect(await control.listSessions()).toMatchObject([{ status: 'revoked' }]);
});

test('a person moves the clock, adds a fault, and takes both back', async ({
  control,
  emulatorPage: page,
}) => {
  await page.getByRole('button', { name: '+ 10 minutes' }).click();
  await expect(page.getByText('Moved.')).toBeVisible();
  expect((await control.readClock()).offsetMilliseconds).toBe(600_000);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stands still.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to real time' }).click();
  await expect(page.getByText("The computer's time.")).toBeVisible();

  await page.getByLabel('What happens').selectOption('Too many requests (429)');
  await page.getByLabel('To which API').selectOption('Frontend API');
  await page.getByLabel('How often').selectOption('Once');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Frontend API, struck 0 of 1')).toBeVisible();
  const limited = await signIn(control);
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '10']);
  await expect(page.getByText('Frontend API, struck 1 of 1')).toBeVisible();
  await page.getByRole('button', { name: 'Remove the fault: Answers 429' }).click();
  await expect(page.getByText('Answers 429')).toHaveCount(0);
  expect(await control.listFaults()).toEqual([]);
});

test('a person changes settings and is told what is refused', async ({ control, emulatorPage: page }) => {
  await page.getByText('Signing up', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Sign-up' }).selectOption('Restricted');
  await page.getByLabel('code by e-mail').uncheck();
  await expect
    .poll(() => control.readSettings())
    .toMatchObject({ signUpMode: 'restricted', firstFactors: ['password'] });
  await page.getByText('Passwords, usernames and the lock').click();
  await page.getByLabel('Shortest password').fill('5');
  await page.getByLabel('Shortest password').press('Tab');
  await expect(page.getByRole('alert')).toContainText('passwordMinimumLength must be 8 or more.');
  await expect(page.getByLabel('Shortest password')).toHaveValue('8');

  await page.locator('summary', { hasText: 'Organisations' }).click();
  await page.getByRole('checkbox', { name: 'Organisations', exact: true }).check();
  await page.getByLabel('How many a user may create').fill('3');
  await page.getByLabel('How many a user may create').press('Tab');
  await expect
    .poll(async () => (await control.readSettings()).organizations)
    .toMatchObject({ enabled: true, createLimit: 3 });
  await page.getByText('Signing in', { exact: true }).scrollIntoViewIfNeeded();
  await inspectScreen(page, 'browser', 'emulator-settings');
});

test('a person makes a new signing key, saves a snapshot, resets and loads files', async ({
  control,
  emulatorPage: page,
}) => {
  await page.getByRole('button', { name: 'Make a new signing key' }).click();
  await expect(page.getByRole('button', { name: /^Remove the key / })).toBeVisible();
  const load = (content: unknown) =>
    page.getByLabel('Load a snapshot or seed').setInputFiles({
      name: 'state.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(content)),
    });
  await load({ users: [{ emailAddresses: ['mary@example.com'], firstName: 'Mary' }] });
  await expect(page.getByText('3 users')).toBeVisible();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Save a snapshot' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('emulator-snapshot.json');
  const snapshot = await control.takeSnapshot();

  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByText('2 users')).toBeVisible();
  await load(snapshot);
  await expect(page.getByText('3 users')).toBeVisible();
  await load({ users: [{ emailAddresses: [] }] });
  await expect(page.getByRole('alert')).toContainText('users.0.emailAddresses');
});

test('a person adds a webhook endpoint, sees what became of an event and sends it again', async ({
  control,
  emulatorPage: page,
}) => {
  // So that nothing is sent again by itself.
  await control.freezeClock(Date.now());
  const answers = [500, 204];
  const received: string[] = [];
  const receiver = createServer((request, response) => {
    received.push(String(request.headers['svix-id']));
    response.statusCode = answers.shift() ?? 204;
    response.end();
  });
  const port = await findFreePort();
  await new Promise<void>((resolve) => receiver.listen(port, '127.0.0.1', resolve));
  const webhooks = page.getByRole('region', { name: 'Webhooks' });
  await webhooks.getByLabel('Address of a new endpoint').fill('https://example.com/webhooks');
  await webhooks.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByRole('alert')).toContainText('127.0.0.1');
  await expect(webhooks.getByLabel('Address of a new endpoint')).toHaveValue('https://example.com/webhooks');
  const url = `http://127.0.0.1:${port}/webhooks/clerk`;
  await webhooks.getByLabel('Address of a new endpoint').fill(url);
  await webhooks.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(webhooks.getByText('All events')).toBeVisible();

  await signIn(control);
  await expect(webhooks.getByText('answered 500, again')).toBeVisible();
  await webhooks.scrollIntoViewIfNeeded();
  await inspectScreen(page, 'browser', 'emulator-webhooks');
  await webhooks.getByRole('button', { name: 'Send session.created again' }).click();
  await expect(webhooks.getByText('delivered, try 2')).toBeVisible();
  expect(received).toEqual([received[0], received[0]]);
  await webhooks.getByRole('button', { name: `Pause ${url}` }).click();
  await expect(webhooks.getByText('Paused, All events')).toBeVisible();
  await webhooks.getByRole('button', { name: `Remove ${url}` }).click();
  await expect(webhooks.getByText('Nobody is told of events yet.')).toBeVisible();
  receiver.close();
});

test('every setting has a field', async ({ control, emulatorPage: page }) => {
  const { organizations, ...settings } = await control.readSettings();
  const names = [
    ...Object.keys(settings),
    ...Object.keys(organizations).map((name) => `organizations.${name}`),
  ];
  const shown = await page
    .locator('#settings [name]')
    .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name')));
  expect([...new Set(shown)].sort()).toEqual(names.sort());

  await page.setViewportSize({ width: 1180, height: 3200 });
  const closed = page.locator('#settings details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
  await inspectScreen(page, 'browser', 'emulator-every-setting');
});

test('an SMS has a code to copy, a mailed link opens', async ({ control, emulatorPage: page }) => {
  await control.seed({
    users: [{ phoneNumbers: ['+12025550143'] }],
    settings: {
      phoneNumber: 'optional',
      firstFactors: ['email_link', 'phone_code'],
      emailVerifications: ['email_link'],
    },
  });
  await post(control, '/client/sign_ins', { identifier: '+12025550143', strategy: 'phone_code' });
  await post(control, '/client/sign_ins', {
    identifier: ada.email,
    strategy: 'email_link',
    redirect_url: `${control.url}/`,
  });
  await expect(page.getByText('SMS: sign-in')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy the code for +12025550143' })).toHaveText('424242');
  await expect(page.getByText('E-mail: sign-in')).toBeVisible();
  await inspectScreen(page, 'browser', 'emulator-outbox');
  const [opened] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('link', { name: `Open link for ${ada.email}` }).click(),
  ]);
  await opened.waitForURL(/__clerk_status=/);
});

test('a person adds an instance, visits its page and removes it', async ({ control, emulatorPage: page }) => {
  const instances = page.getByRole('region', { name: 'Further instances' });
  const name = instances.getByLabel('Name of a new instance');
  await name.fill('Worker 1');
  await instances.getByRole('button', { name: 'Add instance' }).click();
  await expect(page.getByRole('alert')).toContainText('lower-case letters, digits and hyphens');
  await expect(name).toHaveValue('Worker 1');
  await name.fill('worker-1');
  await instances.getByRole('button', { name: 'Add instance' }).click();
  await expect(name).toHaveValue('');
  await instances.getByRole('link', { name: 'worker-1' }).scrollIntoViewIfNeeded();
  await inspectScreen(page, 'browser', 'emulator-instances');
  await instances.getByRole('link', { name: 'worker-1' }).click();
  await expect(instances.getByText('This is one of them.')).toBeVisible();
  await expect(page.getByText('Running at')).toBeVisible();
  await instances.getByRole('link', { name: 'To the first instance' }).click();
  page.once('dialog', (dialog) => dialog.accept());
  await instances.getByRole('button', { name: 'Remove the instance worker-1' }).click();
  await expect(instances.getByRole('link')).toHaveCount(0);
  expect(await control.listInstances()).toEqual([]);
});
