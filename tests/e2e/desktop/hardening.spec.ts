import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron } from 'playwright/test';
import { cleanEnvironment, projectFolder } from '../../support/server-process.ts';
import { ada } from '../support/emulator.ts';
import { electronPath, isRoot } from '../support/environment.ts';
import { expect, test } from '../support/test.ts';
import { expectGreeting, expectScreen, signIn } from '../support/window.ts';

test('the page has the frozen bridge and nothing of Electron or Node (S38)', async ({ frontdesk }) => {
  await expectScreen(frontdesk.page(), 'signed-out');
  const found = await frontdesk.page().evaluate(() => ({
    bridge: Object.keys(window.frontdesk ?? {}).sort(),
    isFrozen: Object.isFrozen(window.frontdesk),
    leaked: ['require', 'process', 'ipcRenderer', 'electron', 'module', 'Buffer'].filter(
      (name) => name in window,
    ),
  }));
  expect(found).toEqual({
    bridge: ['onWindowStateChanged', 'readWindowState', 'retryStart'],
    isFrozen: true,
    leaked: [],
  });
});

test('the window is sandboxed, isolated and without Node (S31)', async ({ dataFolder }) => {
  const electron = await launchBare(dataFolder);
  await electron.firstWindow();
  const preferences = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      'getLastWebPreferences' in webContents && typeof webContents.getLastWebPreferences === 'function'
        ? webContents.getLastWebPreferences()
        : undefined,
    ),
  );
  expect(preferences).toEqual([
    expect.objectContaining({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    }),
  ]);
  expect(preferences[0]).not.toMatchObject({ webviewTag: true });
  await electron.close();
});

test('an injected script does not run and a foreign host is not reached (S32)', async ({ dataFolder }) => {
  // Its own launch: what the policy refuses here must not fail the common check for violations.
  const electron = await launchBare(dataFolder);
  const page = await electron.firstWindow();
  await expectScreen(page, 'signed-out');
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "injected"';
    document.head.append(script);
    const reached = await fetch('https://example.com/').then(
      () => true,
      () => false,
    );
    return { reached, title: document.title };
  });
  expect(outcome.reached).toBe(false);
  expect(outcome.title).not.toBe('injected');
  await electron.close();
});

test('the window neither navigates away nor opens another one (S34)', async ({ frontdesk }) => {
  const page = frontdesk.page();
  await expectScreen(page, 'signed-out');
  const before = page.url();
  const opened = await page.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/elsewhere';
  });
  await expectScreen(page, 'signed-out');
  expect(page.url()).toBe(before);
  expect(frontdesk.context().pages()).toHaveLength(1);
});

test('the client token is stored encrypted, and no log holds a token or key (S27, S29)', async ({
  frontdesk,
  dataFolder,
}) => {
  const page = frontdesk.page();
  const seen: string[] = [];
  page.on('request', (request) => {
    const authorization = request.headers().authorization;
    if (authorization) seen.push(authorization.replace(/^Bearer /, ''));
    const launchToken = request.headers()['x-frontdesk-launch-token'];
    if (launchToken) seen.push(launchToken);
  });
  await signIn(page, ada);
  await expectGreeting(page, 'Ada');
  expect(seen.length).toBeGreaterThan(1);

  const files = readdirSync(dataFolder).filter((name) => name.startsWith('client-token'));
  expect(files).toHaveLength(1);
  const stored = readFileSync(join(dataFolder, files[0] ?? ''), 'utf8');
  expect(stored).toContain('enc:');
  for (const secret of new Set([...seen, 'sk_test_'])) {
    expect(stored).not.toContain(secret);
    expect(frontdesk.log()).not.toContain(secret);
  }
});

test('a damaged token file means signed out and is kept aside (S30)', async ({
  frontdesk,
  launch,
  dataFolder,
}) => {
  await signIn(frontdesk.page(), ada);
  await frontdesk.close();
  const [file = ''] = readdirSync(dataFolder).filter((name) => name.startsWith('client-token'));
  writeFileSync(join(dataFolder, file), '{ broken');
  const again = await launch();
  await expectScreen(again.page(), 'signed-out');
  const aside = readdirSync(dataFolder).filter((name) => name.includes('.damaged-'));
  expect(readFileSync(join(dataFolder, aside[0] ?? ''), 'utf8')).toBe('{ broken');
  await signIn(again.page(), ada);
});

test('without a keyring nothing is stored: the window says so, and a restart signs out (S29)', async ({
  dataFolder,
}) => {
  const withoutKeyring = '--password-store=basic';
  const first = await launchBare(dataFolder, withoutKeyring);
  const page = await first.firstWindow();
  await expectScreen(page, 'signed-out');
  await expect(page.getByText('This machine has no keyring', { exact: false })).toBeVisible();
  await signIn(page, ada);
  await page.reload();
  await expectGreeting(page, 'Ada');
  await first.close();
  expect(readdirSync(dataFolder).filter((name) => name.startsWith('client-token'))).toEqual([]);

  const second = await launchBare(dataFolder, withoutKeyring);
  await expectScreen(await second.firstWindow(), 'signed-out');
  await second.close();
});

test('four more launches at once all end, and the first window stays (S40)', async ({
  frontdesk,
  dataFolder,
}) => {
  await expectScreen(frontdesk.page(), 'signed-out');
  const launches = Array.from({ length: 4 }, () => {
    const again = spawn(
      electronPath(),
      [...(isRoot ? ['--no-sandbox'] : []), projectFolder, `--user-data-dir=${dataFolder}`],
      { env: cleanEnvironment({}), stdio: 'ignore' },
    );
    return new Promise((resolve) => again.once('exit', resolve));
  });
  expect(await Promise.all(launches)).toEqual([0, 0, 0, 0]);
  await expectScreen(frontdesk.page(), 'signed-out');
  expect(frontdesk.context().pages()).toHaveLength(1);
});

test('wrong keys are told in the window: which, why, and how to mend it', async ({ launch }) => {
  const frontdesk = await launch({
    CLERK_PUBLISHABLE_KEY: 'sk_test_this_is_the_wrong_kind_of_key',
    CLERK_SECRET_KEY: 'sk_test_canary_secret',
  });
  const page = frontdesk.page();
  await expectScreen(page, 'setup-problem');
  await expect(page.getByRole('main')).toContainText('CLERK_PUBLISHABLE_KEY');
  await expect(page.getByRole('main')).toContainText(
    'it is a secret key (sk_…), not a publishable key (pk_…)',
  );
  expect(frontdesk.log()).not.toContain('canary');
  expect(await page.content()).not.toContain('canary');
});

test('a misspelt setting is told with its nearest name', async ({ launch }) => {
  const frontdesk = await launch({ FRONTDESK_LOG_LEVL: 'debug' });
  await expectScreen(frontdesk.page(), 'setup-problem');
  await expect(frontdesk.page().getByRole('main')).toContainText('Did you mean FRONTDESK_LOG_LEVEL?');
});

const launchBare = (dataFolder: string, ...switches: string[]) =>
  _electron.launch({
    executablePath: electronPath(),
    args: [projectFolder, `--user-data-dir=${dataFolder}`, ...(isRoot ? ['--no-sandbox'] : []), ...switches],
    env: cleanEnvironment({}),
  });
