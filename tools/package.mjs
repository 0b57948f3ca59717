// npm run package: packages for this platform in dist/, on real Electron.
// npm run package -- --stand-in: the same application on the Electron host, for machines without Electron's binary.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { build, Platform } from 'electron-builder';
import releaseConfig from '../build/electron-builder.config.cjs';
import standInConfig from '../build/electron-builder.stand-in.cjs';
import { buildIfNeeded, projectFolder } from './build-if-needed.mjs';

const usage = 'Usage: npm run package [-- --stand-in]';
const networkFailure =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|timed? ?out|(Response|status) code/i;

const options = process.argv.slice(2);
const isStandIn = options.length === 1 && options[0] === '--stand-in';

if (options.length > 0 && !isStandIn) fail(`Unknown option: ${options.join(' ')}. ${usage}`);
if (isStandIn && !isOnPath('dpkg-deb'))
  fail('The stand-in package needs dpkg-deb: make it on Debian or Ubuntu, or package with real Electron.');
if (!buildIfNeeded()) fail('The application could not be built, so there is nothing to package.');
if (isStandIn) await provideStandIn();
await makePackages(isStandIn ? standInConfig : releaseConfig);

/** Builds the Electron host, and names what makes the deb in place of the fpm that electron-builder downloads. */
async function provideStandIn() {
  const { buildElectronHost } = await import('../tests/electron-host/build.mjs');
  await buildElectronHost({ outDir: join(projectFolder, 'out', 'electron-host') });
  process.env.CUSTOM_FPM_PATH = join(projectFolder, 'tests', 'electron-host', 'fpm');
}

/** @param {import('electron-builder').Configuration} config */
async function makePackages(config) {
  let missing = "Electron's binary";
  const afterExtract = () => {
    missing = 'a tool of electron-builder';
  };
  try {
    await build({
      projectDir: projectFolder,
      targets: Platform.current().createTarget(),
      config: { ...config, afterExtract },
      publish: 'never',
    });
  } catch (error) {
    const reason = readReason(error instanceof Error ? error.message : String(error));
    if (!networkFailure.test(reason)) fail(`Packaging failed: ${reason}`);
    fail(
      `Packaging failed: ${missing} could not be downloaded (${reason}). Connect to the internet, ` +
        'name a mirror (ELECTRON_MIRROR, ELECTRON_BUILDER_BINARIES_MIRROR), or make the stand-in: npm run package -- --stand-in',
    );
  }
}

/**
 * Several targets are made at once, and one message may hold the errors of many, each with its stack.
 * @param {string} message @returns {string} one line
 */
function readReason(message) {
  const lines = message.split('\n').filter((line) => !/^\s+at /.test(line));
  return lines.find((line) => networkFailure.test(line)) ?? lines.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** @param {string} command */
function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** @param {string} reason @returns {never} */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}
