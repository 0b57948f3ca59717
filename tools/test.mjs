// npm test: provides what the tests need, builds, then runs every suite. Arguments go to Playwright, e.g. --project browser.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildElectronHost } from '../tests/electron-host/build.mjs';
import { buildIfNeeded, projectFolder } from './build-if-needed.mjs';
import { provideChromium } from './chromium.mjs';
import { findElectron } from './electron-binary.mjs';
import { listFailedTests } from './failed-tests.mjs';
import { provideRedis } from './redis.mjs';
import { listSuites, runSuites } from './suites.mjs';

// Vite sets NODE_ENV=production while it builds; the suites get the environment as it was.
const inherited = { ...process.env };
const chromium = provideChromium();
provideRedis();
if (!buildIfNeeded()) process.exit(1);
await buildElectronHost({ outDir: join(projectFolder, 'out', 'electron-host') });

const electron = process.getuid?.() === 0 && !process.env.ELECTRON_BIN ? undefined : findElectron();
const desktop = electron ?? join(projectFolder, 'out', 'electron-host', 'electron');
console.error(
  `Desktop tests run on ${electron ? `real Electron (${electron})` : 'the Electron host, a stand-in (see tests/electron-host/README.md)'}.`,
);

const environment = {
  ...inherited,
  CHROMIUM_BIN: chromium,
  ELECTRON_HOST_CHROMIUM: chromium,
  ELECTRON_BIN: desktop,
  FRONTDESK_TESTED_ON: electron ? 'electron' : 'host',
};

const suites = listSuites(process.argv.slice(2));
for (const { report } of suites) rmSync(join(projectFolder, report), { force: true });
const { passed, summary } = runSuites(suites, run, listFailed);
console.error(`\n${summary.join('\n')}`);
if (!passed) process.exit(1);

/** @param {(typeof suites)[number]} suite */
function run({ command }) {
  const [script = '', ...parameters] = command;
  return spawnSync(process.execPath, [join(projectFolder, 'node_modules', script), ...parameters], {
    cwd: projectFolder,
    stdio: 'inherit',
    env: environment,
  });
}

/** @param {(typeof suites)[number]} suite */
function listFailed({ report }) {
  try {
    return listFailedTests(JSON.parse(readFileSync(join(projectFolder, report), 'utf8')));
  } catch (error) {
    return [`no report: ${error instanceof Error ? error.message : error}`];
  }
}
