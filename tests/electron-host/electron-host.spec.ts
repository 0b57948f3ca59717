import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { createUserData, type FixtureWindow, launchFixture, removeUserData } from './fixture-app.ts';

declare const window: Window & typeof globalThis & FixtureWindow;

const userData = createUserData();
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  ({ app, page } = await launchFixture({ userData }));
});
test.afterAll(async () => {
  await app?.close();
  removeUserData(userData);
});

test('runs the built main and preload bundles', async () => {
  expect(page.url()).toBe('http://app.frontdesk.localhost/index.html');
  expect(await page.evaluate(() => [isSecureContext, document.title])).toEqual([true, 'Host fixture']);
  const facts = await app.evaluate(({ app }) => [
    app.getVersion(),
    app.getName(),
    app.isPackaged,
    process.type,
  ]);
  expect(facts).toEqual(['1.2.3', 'Host Fixture', false, 'browser']);
  const handle = await app.browserWindow(page);
  const shown = await handle.evaluate((win) => [win.isVisible(), win.webContents.getURL(), win.getTitle()]);
  expect(shown).toEqual([true, 'frontdesk://app/index.html', 'Host fixture']);
  expect((await page.screenshot()).length).toBeGreaterThan(1000);
});

test('does not look automated to the page, although Playwright drives it', async () => {
  expect(await page.evaluate(() => navigator.webdriver)).toBe(false);
  expect(await page.evaluate(() => navigator.userAgent)).toContain('HostFixture/1.2.3');
});

test('fails loudly on Electron members that it does not emulate', async () => {
  const messages = await app.evaluate((electron) => {
    const [win] = electron.BrowserWindow.getAllWindows();
    const attempts = [
      () => electron.app.getFileIcon('/'),
      () => electron.session.fromPartition('x'),
      () => electron.session.defaultSession.resolveProxy('x'),
      () => win?.setProgressBar(1),
      () => win?.webContents.printToPDF({}),
      () => win?.webContents.mainFrame.postMessage('x', null),
      () => new electron.BaseWindow(),
      () => electron.autoUpdater.checkForUpdates(),
      () => new electron.BrowserWindow({ webPreferences: { sandbox: false } }),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return 'nothing thrown';
      } catch (error) {
        return String(error).split('\n')[0];
      }
    });
  });
  expect(messages).toEqual(
    [
      'app.getFileIcon',
      'session.fromPartition',
      'session.defaultSession.resolveProxy',
      'BrowserWindow.setProgressBar',
      'webContents.printToPDF',
      'WebFrameMain.postMessage',
      'BaseWindow',
      'autoUpdater.checkForUpdates',
      'webPreferences.sandbox: false',
    ].map((name) => `Error: electron-host: ${name} is not emulated`),
  );
  const inPreload = await page.evaluate(() => {
    try {
      return window.fixture.callMissingApi();
    } catch (error) {
      return String(error);
    }
  });
  expect(inPreload).toBe('Error: electron-host: ipcRenderer.sendSync is not emulated');
});

test('bridges values, calls and errors between the worlds', async () => {
  const seen = await page.evaluate(() => {
    const { fixture } = window;
    let failure: unknown;
    try {
      fixture.fail();
    } catch (error) {
      failure = error;
    }
    return {
      platform: fixture.platform,
      second: fixture.list[1].name,
      sum: fixture.add(2, 3),
      called: fixture.callBack((value) => value * 2),
      failure: String(failure),
      isFrozen: Object.isFrozen(fixture) && Object.isFrozen(fixture.list) && Object.isFrozen(fixture.list[1]),
      globals: Object.keys(window).filter((key) => /electron|require|process|module/i.test(key)),
    };
  });
  expect(seen).toEqual({
    platform: 'linux',
    second: 'two',
    sum: 5,
    called: 41,
    failure: 'RangeError: out of range',
    isFrozen: true,
    globals: ['__clerk_internal_electron'],
  });
  const replaced = await page.evaluate(
    () => Reflect.set(window, 'fixture', 1) || Reflect.deleteProperty(window, 'fixture'),
  );
  expect(replaced).toBe(false);
});

test('carries structured values through IPC', async () => {
  const kept = await page.evaluate(async () => {
    const sent = {
      when: new Date(5),
      map: new Map([[1, new Set(['a'])]]),
      big: 7n,
      none: undefined,
      bytes: new Uint8Array([1, 2]),
    };
    const back = await window.fixture.echo(sent);
    return [
      back.when.getTime(),
      back.map.get(1)?.has('a'),
      String(back.big),
      'none' in back,
      [...back.bytes],
    ];
  });
  expect(kept).toEqual([5, true, '7', true, [1, 2]]);
  expect(await page.evaluate(() => window.received)).toEqual([['hello', { when: new Date(0) }]]);
});

test('reports failures of IPC in the words of Electron', async () => {
  const fail = (channel: string) =>
    page.evaluate((name) => window.fixture.invoke(name).catch(String), channel);
  expect(await fail('fixture:fail')).toBe(
    "Error: Error invoking remote method 'fixture:fail': Error: no such luck",
  );
  expect(await fail('missing')).toContain("No handler registered for 'missing'");
});

test('tells the main process which frame sent a message', async () => {
  expect(await page.evaluate(() => window.fixture.describe())).toEqual({
    version: '1.2.3',
    frame: { url: 'frontdesk://app/index.html', origin: 'frontdesk://app' },
    isMainFrame: true,
  });
});

test('keeps tokens of Clerk encrypted on disk, and storage over a restart', async () => {
  const saved = await page.evaluate(async () => {
    const { tokenCache } = window.__clerk_internal_electron;
    await tokenCache.saveToken('client', 'a-secret-token');
    return tokenCache.getToken('client');
  });
  expect(saved).toBe('a-secret-token');
  const file = readFileSync(path.join(userData, 'tokens.json'), 'utf8');
  expect(file).toContain('enc:');
  expect(file).not.toContain('a-secret-token');

  const loads = Number(await page.evaluate(() => localStorage.loads));
  await page.reload();
  await expect(page.locator('#state')).toHaveText('ready 1.2.3');
  await app.close();
  ({ app, page } = await launchFixture({ userData }));
  expect(await page.evaluate(() => window.__clerk_internal_electron.tokenCache.getToken('client'))).toBe(
    'a-secret-token',
  );
  expect(Number(await page.evaluate(() => localStorage.loads))).toBe(loads + 2);
});

test('clears storage of its origin on request', async () => {
  await page.evaluate(() => localStorage.setItem('mark', '1'));
  await app.evaluate(({ session }) => session.defaultSession.clearStorageData());
  expect(await page.evaluate(() => localStorage.getItem('mark'))).toBeNull();
});

test('shows the theme of the app to its pages', async () => {
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await isDark()).toBe(false);
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark';
  });
  await expect.poll(isDark).toBe(true);
});

test('clicks items of the menu, and resizes the window', async () => {
  const clicked = await app.evaluate(({ Menu }) => {
    const names: string[] = [];
    const template = [
      { label: 'File', submenu: [{ id: 'save', label: 'Save', click: () => names.push('saved') }] },
    ];
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    Menu.getApplicationMenu()?.getMenuItemById('save')?.click();
    return names;
  });
  expect(clicked).toEqual(['saved']);
  const handle = await app.browserWindow(page);
  await handle.evaluate((win) => win.setSize(700, 500));
  await expect.poll(() => page.evaluate(() => outerWidth)).toBe(700);
});

test('behaves as without a keyring when told so', async () => {
  const bare = createUserData();
  const second = await launchFixture({ userData: bare, env: { ELECTRON_HOST_KEYRING: 'none' } });
  const facts = await second.app.evaluate(({ safeStorage }) => [
    safeStorage.isEncryptionAvailable(),
    safeStorage.getSelectedStorageBackend(),
  ]);
  expect(facts).toEqual([false, 'basic_text']);
  await second.page.evaluate(() =>
    window.__clerk_internal_electron.tokenCache.saveToken('client', 'only-in-memory'),
  );
  await second.app.close();
  const again = await launchFixture({ userData: bare, args: ['--password-store=basic'] });
  expect(
    await again.page.evaluate(() => window.__clerk_internal_electron.tokenCache.getToken('client')),
  ).toBeNull();
  await again.app.close();
  removeUserData(bare);
});
