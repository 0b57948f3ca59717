// Runs one of the built servers: node tools/run-server.mjs api|emulator|web [its options]
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded, projectFolder } from './build-if-needed.mjs';

/**
 * Starts a built server with our own stdin, stdout and stderr, and ends with its exit code.
 * @param {string} name api, emulator or web
 * @param {string[]} options
 */
export function runServer(name, options) {
  const server = spawn(process.execPath, [join(projectFolder, 'out', name, 'index.js'), ...options], {
    stdio: 'inherit',
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => server.kill(signal));
  server.once('exit', (code) => process.exit(code ?? 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = 'api', ...options] = process.argv.slice(2);
  if (buildIfNeeded()) runServer(name, options);
  else process.exitCode = 1;
}
