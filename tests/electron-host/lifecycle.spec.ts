import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from './app-test.ts';
import {
  createUserData,
  type FixtureWindow,
  launchFixture,
  listProcesses,
  removeUserData,
  spawnLauncher,
} from './fixture-app.ts';
import { FIXTURE_DIR } from './global-setup.ts';

declare const window: Window & typeof globalThis & FixtureWindow;

test('closing the last page ends the app with 0', async ({ launch }) => {
  const { app: running, page } = await launch();
  const child = running.process();
  const closed = running.waitForEvent('close');
  await page.close();
  await closed;
  expect(child.exitCode).toBe(0);
});

test('an app that refuses to close a window, or to quit, keeps running', async ({ launch }) => {
  const { app: running } = await launch();
  const events = await running.evaluate(({ app, BrowserWindow }) => {
    const [win] = BrowserWindow.getAllWindows();
    const seen: string[] = [];
    app.on('before-quit', () => seen.push('before-quit'));
    app.on('window-all-closed', () => seen.push('window-all-closed'));
    app.on('will-quit', () => seen.push('will-quit'));
    win?.once('close', (event) => {
      seen.push('close refused');
      event.preventDefault();
    });
    win?.on('closed', () => seen.push('closed'));
    app.quit();
    app.once('before-quit', (event) => {
      seen.push('quit refused');
      event.preventDefault();
    });
    app.quit();
    app.once('will-quit', (event) => {
      seen.push('will-quit refused');
      event.preventDefault();
    });
    app.quit();
    return new Promise<string[]>((resolve) => app.once('will-quit', () => setImmediate(() => resolve(seen))));
  });
  expect(events).toEqual([
    'before-quit',
    'close refused',
    'before-quit',
    'quit refused',
    'before-quit',
    'closed',
    'will-quit',
    'will-quit refused',
  ]);
  expect(running.process().exitCode).toBeNull();
});

test('a deep link reaches the running app through a second process', async ({ launch, userData }) => {
  const { app: running, page } = await launch();
  await running.evaluate(({ shell }) => {
    shell.openExternal = async (url) => {
      Reflect.set(globalThis, 'opened', url);
    };
  });
  const flow = page.evaluate(() =>
    window.__clerk_internal_electron.oauthTransport.open('https://accounts.example.com/start'),
  );
  const opened = () => running.evaluate(() => Reflect.get(globalThis, 'opened'));
  await expect.poll(opened).toBe('https://accounts.example.com/start');
  const link = 'frontdesk://app/?rotating_token_nonce=x';
  const second = spawnLauncher([FIXTURE_DIR, `--user-data-dir=${userData}`, link]);
  expect((await second.ended).code).toBe(0);
  expect(await flow).toEqual({ callbackUrl: link });
});

test('of five processes started at once one stays and hears of the other four', async ({
  launch,
  userData,
}) => {
  const { app: running } = await launch();
  await running.evaluate(({ app }) => {
    const links: (string | undefined)[] = [];
    Reflect.set(globalThis, 'links', links);
    app.on('second-instance', (_event, argv) =>
      links.push(argv.find((argument) => argument.startsWith('frontdesk:'))),
    );
  });
  const links = [1, 2, 3, 4].map((index) => `frontdesk://app/?instance=${index}`);
  const others = links.map((link) => spawnLauncher([FIXTURE_DIR, `--user-data-dir=${userData}`, link]));
  const codes = (await Promise.all(others.map(({ ended }) => ended))).map(({ code }) => code);
  expect(codes).toEqual([0, 0, 0, 0]);
  const heard = () => running.evaluate(() => [...Reflect.get(globalThis, 'links')].sort());
  await expect.poll(heard).toEqual(links);
});

test('of five cold starts at once exactly one stays', async ({ userData }) => {
  const children = Array.from({ length: 5 }, () =>
    spawnLauncher([FIXTURE_DIR, `--user-data-dir=${userData}`]),
  );
  const codes: (number | null)[] = [];
  for (const { ended } of children) void ended.then(({ code }) => codes.push(code));
  await expect.poll(() => codes, { timeout: 15_000 }).toEqual([0, 0, 0, 0]);
  const [survivor] = children.filter(({ child }) => child.exitCode === null);
  expect(survivor).toBeDefined();
  survivor?.child.kill('SIGTERM');
  expect((await survivor?.ended)?.code).toBe(0);
  expect(codes).toHaveLength(5);
});

test('two apps with different user data run side by side', async ({ launch }) => {
  const { page } = await launch();
  const otherData = createUserData();
  const other = await launchFixture({ userData: otherData });
  await other.page.evaluate(() => localStorage.setItem('owner', 'second'));
  expect(await page.evaluate(() => localStorage.getItem('owner'))).toBeNull();
  await other.app.close();
  removeUserData(otherData);
});

test('a lock left by a killed process does not stand in the way', async ({ launch }) => {
  const { app: running } = await launch();
  const closed = running.waitForEvent('close');
  running.process().kill('SIGKILL');
  await closed;
  const { page } = await launch();
  await expect(page.locator('#state')).toHaveText('ready 1.2.3');
});

test('relaunching starts the app anew after this one has ended', async ({ launch, userData }) => {
  const { app: running } = await launch();
  const closed = running.waitForEvent('close');
  const opened = path.join(userData, 'relaunched');
  await running
    .evaluate(
      ({ app }, [file, fixture, data]) => {
        const script = `require('electron').app.whenReady().then(() => {
          require('node:fs').writeFileSync(${JSON.stringify(file)}, 'yes');
          require('electron').app.quit();
        })`;
        process.getBuiltinModule('node:fs').writeFileSync(`${data}/relaunch.cjs`, script);
        app.relaunch({ args: [`${data}/relaunch.cjs`, `--user-data-dir=${data}`, fixture] });
        app.quit();
      },
      [opened, FIXTURE_DIR, userData] as const,
    )
    .catch(() => {});
  await closed;
  await expect.poll(() => existsSync(opened)).toBe(true);
  await expect.poll(() => listProcesses(userData)).toEqual([]);
});

test('no debugging port is open unless one is asked for', async ({ userData }) => {
  const { child, ended } = spawnLauncher([FIXTURE_DIR, `--user-data-dir=${userData}`]);
  await expect.poll(() => existsSync(path.join(userData, 'Chromium', 'Default'))).toBe(true);
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, errors: '' });
  expect(existsSync(path.join(userData, 'Chromium', 'DevToolsActivePort'))).toBe(false);
});
