import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, expect, test } from 'playwright/test';
import { windowScheme } from '../../src-contracts/brand.ts';
import { readArchive } from './asar-archive.ts';
import {
  findPackageFile,
  installPackage,
  isInstalled,
  purgePackage,
  readInstalledFiles,
  removePackage,
} from './debian-package.ts';
import { findForeignFiles, findInlineSourceMaps, findSecretKeys } from './forbidden-content.ts';
import { findProcesses } from './processes.ts';
import { openVirtualDisplay, type VirtualDisplay } from './virtual-display.ts';

const name = 'frontdesk-stand-in';
const folder = '/opt/Frontdesk (stand-in)';
const executable = `/usr/bin/${name}`;
const desktopFile = `/usr/share/applications/${name}.desktop`;
const archiveFile = join(folder, 'resources/app.asar');

test.describe.configure({ mode: 'serial' });

test.describe('the package on the stand-in for Electron', () => {
  let home = '';
  let display: VirtualDisplay | undefined;
  let desktop: ElectronApplication | undefined;

  test.beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'frontdesk-package-'));
    installPackage(findPackageFile(name, 'deb'));
  });

  test.afterAll(async () => {
    await desktop?.close();
    await display?.close();
    if (isInstalled(name)) removePackage(name);
    purgePackage(name);
    rmSync(home, { recursive: true, force: true });
  });

  test('is installed under a name that says what it is, and opens links of its scheme', () => {
    expect(isInstalled(name)).toBe(true);
    expect(existsSync(executable)).toBe(true);
    const entry = readFileSync(desktopFile, 'utf8').split('\n');
    expect(entry).toContain('Name=Frontdesk (stand-in)');
    expect(entry).toContain(`Exec="${folder}/${name}" %U`);
    expect(entry).toContain(`MimeType=x-scheme-handler/${windowScheme};`);
    expect(entry).toContain(`Icon=${name}`);
    expect(existsSync(`/usr/share/icons/hicolor/256x256/apps/${name}.png`)).toBe(true);
  });

  test('carries the five bundles and nothing else', () => {
    const archive = readArchive(archiveFile);
    const tops = [...archive.keys()].map((path) => path.split('/', 2).join('/'));
    expect([...new Set(tops)].sort()).toEqual([
      'out/api',
      'out/emulator',
      'out/main',
      'out/preload',
      'out/renderer',
      'package.json',
    ]);
    expect(findForeignFiles(archive.keys())).toEqual([]);
    expect(findForeignFiles(readInstalledFiles(name).keys())).toEqual([]);
    expect(findInlineSourceMaps(archive)).toEqual([]);
  });

  test('has the same application in the archive beside it', () => {
    execFileSync('tar', ['-xzf', findPackageFile(name, 'tar.gz'), '-C', home, '--strip-components=1']);
    expect(readFileSync(join(home, 'resources/app.asar')).equals(readFileSync(archiveFile))).toBe(true);
    expect(statSync(join(home, name)).mode & 0o111).toBe(0o111);
  });

  test("carries no secret key but the emulator's own", () => {
    const installed = readInstalledFiles(name);
    expect(installed.has(archiveFile)).toBe(true);
    expect(findSecretKeys(installed)).toEqual([]);
  });

  test('would not pass the inspection with a planted key, source, dependency or source map', () => {
    const archive = readArchive(archiveFile);
    const planted = Buffer.from(`const key = "sk_live_${'a1B2'.repeat(10)}";`);
    const map = Buffer.from('//# sourceMappingURL=data:application/json;base64,e30=');
    const spoilt = new Map(archive)
      .set('out/main/index.js', Buffer.concat([archive.get('out/main/index.js') ?? Buffer.alloc(0), planted]))
      .set('out/preload/index.cjs', map)
      .set('node_modules/zod/index.js', Buffer.alloc(0))
      .set('src-main/index.ts', Buffer.alloc(0))
      .set('out/api/index.js.map', Buffer.alloc(0));
    expect(findSecretKeys(spoilt)).toEqual([
      expect.stringMatching(/^out\/main\/index\.js holds a secret key/),
    ]);
    expect(findInlineSourceMaps(spoilt)).toEqual(['out/preload/index.cjs']);
    expect(findForeignFiles(spoilt.keys())).toEqual([
      'node_modules/zod/index.js',
      'src-main/index.ts',
      'out/api/index.js.map',
    ]);
  });

  test('starts on a display, signs Ada in through the form of Clerk, and is greeted by its own API', async () => {
    display = await openVirtualDisplay();
    desktop = await _electron.launch({
      executablePath: executable,
      args: [`--user-data-dir=${join(home, 'data')}`],
      env: {
        PATH: process.env.PATH ?? '',
        HOME: home,
        DISPLAY: display.name,
        ELECTRON_HOST_HEADFUL: '1',
        ELECTRON_HOST_CHROMIUM: process.env.ELECTRON_HOST_CHROMIUM ?? '',
      },
    });
    expect(await desktop.evaluate(({ app }) => [app.isPackaged, app.getName()])).toEqual([
      true,
      'Frontdesk (stand-in)',
    ]);

    const page = await desktop.firstWindow();
    expect(findProcesses(home).join('\n')).toContain('--type=renderer');
    expect(findProcesses(home).join('\n')).not.toContain('--headless');
    await page.locator('input[name=identifier]').fill('ada@example.com');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await page.locator('input[name=password]').fill('Analytical-Engine-1843');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(page.locator('main[data-screen="signed-in"]')).toBeVisible();
    await expect(page.getByText('Hello, Ada!')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('installed.png') });
  });

  test('ends completely when it is closed', async () => {
    expect(findProcesses(folder)).not.toEqual([]);
    await desktop?.close();
    desktop = undefined;
    await expect.poll(() => [...findProcesses(folder), ...findProcesses(home)]).toEqual([]);
  });

  test('is removed without a trace', () => {
    removePackage(name);
    expect(isInstalled(name)).toBe(false);
    expect([executable, folder, desktopFile].filter((path) => existsSync(path))).toEqual([]);
  });
});
