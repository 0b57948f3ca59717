// Builds the application when it was never built or a source file is newer than the build.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

const sources = readdirSync(projectFolder).filter((name) =>
  /^(src-.*|package-lock\.json|electron\.vite\.config\.ts)$/.test(name),
);
const bundles = [
  'main/index.js',
  'preload/index.cjs',
  'renderer/index.html',
  'api/index.js',
  'api/redis-client.mjs',
  'emulator/index.js',
  'web/index.js',
];

/**
 * Runs `electron-vite build` if it is needed. Its output goes to stderr, so that stdout stays for ready lines.
 * @returns {boolean} whether a complete build is there now
 */
export function buildIfNeeded() {
  if (newestSource() < oldestBundle()) return true;
  console.error('Building Frontdesk (the first time takes a few seconds) …');
  const electronVite = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const build = spawnSync(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: projectFolder,
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  return build.status === 0;
}

/** @returns {number} milliseconds since 1970 */
function newestSource() {
  return Math.max(...sources.map((name) => newest(join(projectFolder, name))));
}

/** @returns {number} 0 when a bundle is missing */
function oldestBundle() {
  return Math.min(...bundles.map((name) => modified(join(projectFolder, 'out', name))));
}

/** @param {string} path @returns {number} */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

/** @param {string} path @returns {number} */
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = buildIfNeeded() ? 0 : 1;
