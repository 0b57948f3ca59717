const { execFileSync } = require('node:child_process');
const { basename, dirname, join } = require('node:path');
const release = require('./electron-builder.config.cjs');

const name = 'frontdesk-stand-in';
const productName = 'Frontdesk (stand-in)';

/**
 * electron-builder compresses archives with a 7-Zip that it downloads, so the tar.gz is made here.
 * @param {import('electron-builder').AfterPackContext} context
 */
function archive({ appOutDir, outDir, packager }) {
  const { version } = packager.appInfo;
  const file = join(outDir, `${name}-${version}-linux-${process.arch}.tar.gz`);
  const topFolder = `--transform=s,^${basename(appOutDir)},${name}-${version},`;
  execFileSync('tar', ['-czf', file, topFolder, '-C', dirname(appOutDir), basename(appOutDir)]);
}

/**
 * The package for machines without Electron's binary: the same application on the Electron host, a test double
 * (tests/electron-host). It installs beside a real Frontdesk, says everywhere what it is, and is never published.
 * @type {import('electron-builder').Configuration}
 */
module.exports = {
  ...release,
  appId: `${release.appId}.stand-in`,
  productName,
  extraMetadata: { ...release.extraMetadata, name, productName, desktopName: `${name}.desktop` },
  electronDist: 'out/electron-host',
  linux: {
    ...release.linux,
    target: ['deb'],
    executableName: name,
    synopsis: 'Frontdesk on a stand-in for Electron, for tests only',
  },
  // The host needs Node and a Chromium of any origin; Electron's own libraries would be installed for nothing.
  deb: { depends: [], recommends: ['chromium'] },
  afterPack: archive,
};
