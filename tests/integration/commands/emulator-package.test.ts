import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, projectFolder } from '../../support/server-process.ts';

const run = promisify(execFile);
let folder: string;
const inFolder = { env: cleanEnvironment({ npm_config_offline: 'true', npm_config_audit: 'false' }) };

/** The project of somebody else, with nothing but the package and what it has of its own. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-package-'));
  const { stdout } = await run(process.execPath, ['tools/package-emulator.mjs'], { cwd: projectFolder });
  const tarball = join(projectFolder, stdout.trim().split('\n').at(-1) ?? '');
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  await run('npm', ['install', '--no-fund', '--omit=peer', tarball], { ...inFolder, cwd: folder });
  for (const name of ['@playwright/test', 'playwright', 'playwright-core', '@clerk/clerk-js'])
    cpSync(join(projectFolder, 'node_modules', name), join(folder, 'node_modules', name), {
      recursive: true,
    });
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = (script: string) =>
  run(process.execPath, ['--input-type=module', '--eval', script], { ...inFolder, cwd: folder });

describe('the emulator as a package', () => {
  it('has its command', async () => {
    const command = join(folder, 'node_modules', '.bin', 'frontdesk-emulator');
    expect((await run(command, ['--version'], inFolder)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run(command, ['--help'], inFolder)).stdout).toContain('Usage: frontdesk-emulator');
  });

  it('starts in a process of the project, and is driven by the control client', async () => {
    const { stdout } = await node(`
      import { createControlClient, createEmulator } from 'frontdesk-emulator';
      const emulator = await createEmulator({ passwordCost: 1 });
      const control = createControlClient(emulator.url);
      await control.seed({ users: [{ emailAddresses: ['mary@example.com'], password: 'Tunnel-1958' }] });
      console.log(JSON.stringify((await control.listUsers()).map(({ emailAddress }) => emailAddress)));
      await emulator.close();
    `);
    expect(JSON.parse(stdout)).toContain('mary@example.com');
  });

  it('has a fixture for Playwright: an instance for each worker, sign-in, mail and clock', async () => {
    writeFileSync(
      join(folder, 'playwright.config.js'),
      `export default {
        testDir: '.',
        fullyParallel: true,
        workers: 2,
        reporter: 'line',
        use: { launchOptions: { executablePath: process.env.CHROMIUM_BIN, args: ['--no-sandbox'] } },
      };`,
    );
    writeFileSync(join(folder, 'example.spec.js'), fixtureSpec);
    const runner = join(folder, 'node_modules', '@playwright', 'test', 'cli.js');
    const { stdout } = await run(process.execPath, [runner, 'test'], {
      env: {
        ...inFolder.env,
        CHROMIUM_BIN: process.env.CHROMIUM_BIN ?? '',
        NODE_OPTIONS: '--preserve-symlinks',
      },
      cwd: folder,
    }).catch((error: { stdout: string }) => error);
    expect(stdout).toContain('2 passed');
  }, 90_000);
});

const fixtureSpec = `
import { createServer } from 'node:http';
import { expect, test } from 'frontdesk-emulator/playwright';

for (const name of ['first', 'second'])
  test(name + ' worker', async ({ page, clerkInstance, emulator, signIn }) => {
    await emulator.seed({ users: [{ emailAddresses: [name + '@example.com'], firstName: name }] });
    const html = \`<!doctype html><p id="who"></p>
      <script src="\${clerkInstance.url}/npm/@clerk/clerk-js@6/dist/clerk.browser.js"
        data-clerk-publishable-key="\${clerkInstance.publishableKey}" data-clerk-proxy-url="\${clerkInstance.url}"></script>
      <script type="module">
        await window.Clerk.load({ telemetry: false });
        window.Clerk.addListener(({ user }) => { who.textContent = user?.firstName ?? 'nobody'; });
      </script>\`;
    const server = createServer((request, response) => response.setHeader('content-type', 'text/html').end(html));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    await page.goto('http://127.0.0.1:' + server.address().port);
    await signIn(page, name + '@example.com');
    await expect(page.locator('#who')).toHaveText(name);
    const users = (await emulator.listUsers()).map(({ emailAddress }) => emailAddress);
    expect(users.filter((address) => /^(first|second)@/.test(address))).toEqual([name + '@example.com']);
    await emulator.advanceClock(60_000);
    expect(await emulator.newestCode(name + '@example.com')).toBeUndefined();
    server.close();
  });
`;
