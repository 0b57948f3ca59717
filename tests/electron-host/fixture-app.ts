import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, expect, type Page } from 'playwright/test';
import { FIXTURE_DIR } from './global-setup.ts';

/** What the fixture's preload script and page put on `window`. */
export interface FixtureWindow {
  readonly fixture: {
    readonly platform: string;
    readonly list: [number, { name: string }];
    add(left: number, right: number): number;
    callBack(callback: (value: number) => number): number;
    fail(): never;
    callMissingApi(): unknown;
    describe(): Promise<unknown>;
    echo<T>(value: T): Promise<T>;
    invoke(channel: string): Promise<unknown>;
  };
  readonly received: unknown[][];
  readonly inlineScriptRan?: boolean;
  readonly __clerk_internal_electron: {
    tokenCache: {
      getToken(key: string): Promise<string | null>;
      saveToken(key: string, value: string): Promise<void>;
    };
    oauthTransport: { open(url: string): Promise<{ callbackUrl: string }> };
  };
}

/** The launcher of the host that the specs run. */
export const LAUNCHER = path.join(import.meta.dirname, '../../out/electron-host/electron');

/** A fresh user-data directory. */
export function createUserData(): string {
  return mkdtempSync(path.join(os.tmpdir(), 'host-spec-'));
}

export interface LaunchOptions {
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly executable?: string;
}

/** The environment of this process with some variables changed. */
function createEnvironment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...Object.fromEntries(inherited), ...changes };
}

/** Launches the fixture with an unmodified Playwright and waits until its page is ready. */
export async function launchFixture(
  options: LaunchOptions,
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await _electron.launch({
    executablePath: options.executable ?? LAUNCHER,
    args: [
      ...(options.executable ? [] : [FIXTURE_DIR]),
      `--user-data-dir=${options.userData}`,
      ...(options.args ?? []),
    ],
    env: createEnvironment(options.env),
  });
  const page = await app.firstWindow();
  await expect(page.locator('#state')).toHaveText('ready 1.2.3');
  return { app, page };
}

/** Starts the launcher without Playwright; the fixture runs unless `args` name something else. */
export function spawnLauncher(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<{ code: number | null; errors: string }> } {
  const child = spawn(LAUNCHER, args, { stdio: ['ignore', 'ignore', 'pipe'], env: createEnvironment(env) });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return { child, ended: once(child, 'close').then(([code]) => ({ code, errors })) };
}

/** Processes whose command line names `marker`, such as a user-data directory. */
export function listProcesses(marker: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => readCommandLine(`/proc/${name}/cmdline`))
    .filter((commandLine) => commandLine.includes(marker));
}

function readCommandLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Removes what `createUserData` made, if it is still there. */
export function removeUserData(userData: string): void {
  if (existsSync(userData)) rmSync(userData, { recursive: true, force: true });
}
