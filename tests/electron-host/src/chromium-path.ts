import { accessSync, constants, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { HostEnvironment } from './environment.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium to run: the one named by `ELECTRON_HOST_CHROMIUM`, else the first on PATH, else the newest of
 * Playwright's own downloads. Throws one line that says what to do when there is none.
 */
export function findChromium(environment: HostEnvironment): string {
  if (environment.chromium !== undefined) {
    if (isExecutable(environment.chromium)) return environment.chromium;
    throw new Error(
      `electron-host: ELECTRON_HOST_CHROMIUM names ${environment.chromium}, which cannot be executed`,
    );
  }
  const onPath = NAMES.flatMap((name) =>
    environment.searchPath.map((directory) => path.join(directory, name)),
  );
  const found = [...onPath, ...listPlaywrightDownloads(environment)].find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    'electron-host: no Chromium found; install it (apt-get install chromium, or npx playwright install ' +
      'chromium) or name one in ELECTRON_HOST_CHROMIUM',
  );
}

function listPlaywrightDownloads(environment: HostEnvironment): string[] {
  const registry = environment.browsersPath ?? path.join(os.homedir(), '.cache', 'ms-playwright');
  const revisions = list(registry)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]));
  return revisions.flatMap((revision) =>
    list(path.join(registry, revision))
      .filter((name) => name.startsWith('chrome-linux'))
      .map((name) => path.join(registry, revision, name, 'chrome')),
  );
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
