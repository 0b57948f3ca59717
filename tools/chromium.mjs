// Finds a Chromium for the tests, or installs one: Playwright's own download first, Debian's package as root otherwise.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';
import { projectFolder } from './build-if-needed.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * @returns {string | undefined} path of a Chromium on this machine: CHROMIUM_BIN, on PATH, or Playwright's own
 */
export function findChromium() {
  const candidates = [
    process.env.CHROMIUM_BIN,
    ...names.flatMap((name) => (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name))),
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && isExecutable(path));
}

/**
 * Makes sure that there is a Chromium, and says what it does.
 * @returns {string} its path
 */
export function provideChromium() {
  const found = findChromium();
  if (found) return found;
  console.error('No Chromium found: asking Playwright for its own …');
  run('node', [join(projectFolder, 'node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
  const own = findChromium();
  if (own) return own;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error("Playwright's Chromium cannot be had here: installing Debian's package …");
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'The tests need Chromium: install it (apt install chromium), or name one with CHROMIUM_BIN.',
  );
}

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, parameters, {
    stdio: ['ignore', process.stderr, 'inherit'],
    env: environment,
    timeout: 600_000,
  });
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
