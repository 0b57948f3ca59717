// Finds the Electron binary that the electron package uses, or fetches it within a short, visible time.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './build-if-needed.mjs';

const electronPackage = join(projectFolder, 'node_modules', 'electron');
const fetchLimitSeconds = 120;

/**
 * The path of an Electron executable that is on this machine, or undefined.
 * ELECTRON_BIN names one; ELECTRON_OVERRIDE_DIST_PATH and the package's own download work as Electron documents them.
 * @returns {string | undefined}
 */
export function findElectron() {
  const named = process.env.ELECTRON_BIN;
  if (named) return existsSync(named) ? named : undefined;
  const pathFile = join(electronPackage, 'path.txt');
  const executable = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : undefined;
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, 'dist');
  const path = join(folder, executable ?? 'electron');
  return existsSync(path) ? path : undefined;
}

/**
 * Downloads the binary with the package's own installer. Gives up after two minutes; `npx install-electron` has no such limit.
 * @returns {Promise<string | undefined>} the executable, or undefined when it cannot be had
 */
export function fetchElectron() {
  console.error(`Fetching Electron's binary (for ${fetchLimitSeconds} seconds at most) …`);
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(electronPackage, 'install.js')], { stdio: 'ignore' });
    const limit = setTimeout(() => installer.kill(), fetchLimitSeconds * 1_000);
    installer.once('exit', () => {
      clearTimeout(limit);
      resolve(findElectron());
    });
  });
}
