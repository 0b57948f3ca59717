import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { createUserData, launchFixture, removeUserData } from './fixture-app.ts';
import { startLoopbackServer } from './loopback-server.ts';

const userData = createUserData();
const openedFile = path.join(userData, 'opened.txt');
let app: ElectronApplication;
let page: Page;
let server: Awaited<ReturnType<typeof startLoopbackServer>>;

test.beforeAll(async () => {
  server = await startLoopbackServer();
  ({ app, page } = await launchFixture({ userData, env: { ELECTRON_HOST_OPENED: openedFile } }));
});
test.afterAll(async () => {
  await app?.close();
  await server?.close();
  removeUserData(userData);
});

test('every request for a new window goes to the window-open handler and opens none', async () => {
  const answered = await page.evaluate(() => window.open('https://example.com/script', 'name', 'width=100'));
  expect(answered).toBeNull();
  await page.click('#external');
  await page.click('#foreign', { modifiers: ['Control'] });
  await page.click('#foreign', { button: 'middle' });
  await page.click('#form button');
  const expected = ['script', 'external', 'foreign', 'foreign', 'form'].map(
    (name) => `https://example.com/${name}`,
  );
  await expect.poll(() => readFileSync(openedFile, 'utf8').trim().split('\n')).toEqual(expected);
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toBe('http://app.frontdesk.localhost/index.html');
});

test('the app can veto a navigation of the page', async () => {
  const vetoed = app.evaluate(({ BrowserWindow }) => {
    const [win] = BrowserWindow.getAllWindows();
    return new Promise<unknown[]>((resolve) => {
      win?.webContents.once('will-navigate', (event, url) =>
        setImmediate(() => resolve([url, event.isMainFrame, event.defaultPrevented])),
      );
    });
  });
  await page.click('#foreign', { noWaitAfter: true });
  expect(await vetoed).toEqual(['https://example.com/foreign', true, true]);
  expect(page.url()).toBe('http://app.frontdesk.localhost/index.html');
  await expect(page.locator('h1')).toHaveText('Host fixture');
});

test('the app hears of frames, redirects and failed loads', async () => {
  const gone = await startLoopbackServer();
  await gone.close();
  const facts = await app.evaluate(
    async ({ BrowserWindow }, [url, goneUrl]) => {
      const win = new BrowserWindow({ show: false });
      const events: string[] = [];
      win.webContents.on('will-navigate', (_event, address) => events.push(`navigate ${address}`));
      win.webContents.on('will-frame-navigate', (event) =>
        events.push(`frame ${event.isMainFrame} ${event.url}`),
      );
      win.webContents.on('will-redirect', (_event, address) => events.push(`redirect ${address}`));
      win.webContents.on('did-fail-load', (_event, code, name, address) =>
        events.push(`fail ${code} ${name} ${address}`),
      );
      await win.loadURL(`${url}/redirect`);
      const redirected = win.webContents.getURL();
      await win.webContents.executeJavaScript(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.onload = resolve;
      frame.src = '${url}/inner';
      document.body.append(frame);
    })`);
      const frames = win.webContents.mainFrame.framesInSubtree.map((frame) => frame.url);
      const failure = await win.loadURL(goneUrl).catch((error) => [error.code, error.errno, error.url]);
      win.destroy();
      return { events, redirected, frames, failure };
    },
    [server.url, gone.url] as const,
  );
  expect(facts).toEqual({
    events: [
      `redirect ${server.url}/landing`,
      `frame false ${server.url}/inner`,
      `fail -324 ERR_EMPTY_RESPONSE ${gone.url}`,
    ],
    redirected: `${server.url}/landing`,
    frames: [`${server.url}/landing`, `${server.url}/inner`],
    failure: ['ERR_EMPTY_RESPONSE', -324, gone.url],
  });
});

test('permission handlers decide what the page may do', async () => {
  const ask = () =>
    page.evaluate(async () => ({
      notifications: await Notification.requestPermission(),
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('answered'),
          ({ code }) => resolve(code),
          { timeout: 10_000 },
        ),
      ),
      clipboard: await navigator.clipboard.readText().then(
        () => 'read',
        (error: Error) => error.name,
      ),
      query: (await navigator.permissions.query({ name: 'geolocation' })).state,
    }));
  await app.evaluate(({ session }) => {
    const asked: string[] = [];
    Reflect.set(globalThis, 'asked', asked);
    session.defaultSession.setPermissionCheckHandler((_contents, permission, origin) => {
      return permission === 'notifications' && origin === 'frontdesk://app';
    });
    session.defaultSession.setPermissionRequestHandler((_contents, permission, respond) => {
      asked.push(permission);
      respond(permission === 'notifications');
    });
  });
  await page.reload();
  expect(await page.evaluate(() => Notification.permission)).toBe('granted');
  expect(await ask()).toEqual({
    notifications: 'granted',
    geolocation: 1,
    clipboard: 'NotAllowedError',
    query: 'denied',
  });
  const asked = await app.evaluate(() => Reflect.get(globalThis, 'asked'));
  expect(asked).toEqual(['notifications', 'geolocation', 'clipboard-read']);
});

test('the app hears of a crashed renderer and can reload it', async () => {
  const reasons = await app.evaluate(async ({ app, BrowserWindow }) => {
    const [win] = BrowserWindow.getAllWindows();
    if (win === undefined) throw new Error('no window');
    const heard = Promise.all([
      new Promise((resolve) =>
        win.webContents.once('render-process-gone', (_event, { reason }) => resolve(reason)),
      ),
      new Promise((resolve) =>
        app.once('render-process-gone', (_event, _contents, { reason }) => resolve(reason)),
      ),
    ]);
    win.webContents.forcefullyCrashRenderer();
    const result = [...(await heard), win.webContents.isCrashed()];
    const loaded = new Promise((resolve) => win.webContents.once('did-finish-load', () => resolve('loaded')));
    win.webContents.reload();
    return [...result, await loaded, win.webContents.isCrashed()];
  });
  expect(reasons).toEqual(['crashed', 'crashed', true, 'loaded', false]);
});
