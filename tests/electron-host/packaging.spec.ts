import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, expect, test } from 'playwright/test';
import { createAsar } from './asar-writer.ts';
import { createUserData, LAUNCHER, launchFixture, removeUserData } from './fixture-app.ts';
import { FIXTURE_DIR } from './global-setup.ts';

const userData = createUserData();
test.afterEach(() => removeUserData(userData));

/**
 * Lays the host and the packed fixture out as electron-builder does, with a link where a package puts its
 * command.
 */
function packFixture(): { root: string; command: string } {
  const root = mkdtempSync(path.join(os.tmpdir(), 'host-packed-'));
  const dist = path.join(root, 'opt');
  cpSync(path.dirname(LAUNCHER), dist, { recursive: true });
  renameSync(path.join(dist, 'electron'), path.join(dist, 'frontdesk'));
  mkdirSync(path.join(dist, 'resources'));
  const files = readdirSync(FIXTURE_DIR).map(
    (name) => [name, readFileSync(path.join(FIXTURE_DIR, name))] as const,
  );
  writeFileSync(path.join(dist, 'resources/app.asar'), createAsar(Object.fromEntries(files)));
  const command = path.join(root, 'frontdesk');
  symlinkSync(path.join(dist, 'frontdesk'), command);
  return { root, command };
}

test('runs an app packed in an archive beside the renamed launcher, through a link', async () => {
  const { root, command } = packFixture();
  const { app } = await launchFixture({ userData, executable: command });
  const facts = await app.evaluate(({ app }) => ({
    isPackaged: app.isPackaged,
    isDefaultApp: process.defaultApp ?? false,
    resources: process.resourcesPath,
    executable: process.execPath,
    appPath: app.getAppPath(),
  }));
  expect(facts).toMatchObject({
    isPackaged: true,
    isDefaultApp: false,
    resources: path.join(root, 'opt/resources'),
    executable: path.join(root, 'opt/frontdesk'),
  });
  await app.close();
  expect(() => readdirSync(facts.appPath)).toThrow('ENOENT');
  rmSync(root, { recursive: true });
});

test('stands in for the dist directory of the electron package', async () => {
  process.env.ELECTRON_OVERRIDE_DIST_PATH = path.dirname(LAUNCHER);
  // Without a path Playwright takes the binary of the package, and holds the app's `ready` back until it is
  // connected.
  const app = await _electron.launch({ args: [FIXTURE_DIR, `--user-data-dir=${userData}`] });
  const page = await app.firstWindow();
  await expect(page.locator('#state')).toHaveText('ready 1.2.3');
  expect(await app.evaluate(({ app }) => app.isReady())).toBe(true);
  await app.close();
  delete process.env.ELECTRON_OVERRIDE_DIST_PATH;
});
