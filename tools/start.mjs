// npm start: the desktop application where Electron's binary and a display are there, browser mode otherwise.
import { spawn } from 'node:child_process';
import { buildIfNeeded, projectFolder } from './build-if-needed.mjs';
import { fetchElectron, findElectron } from './electron-binary.mjs';
import { runServer } from './run-server.mjs';

const isRoot = process.getuid?.() === 0 && !process.env.ELECTRON_BIN;
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

if (!buildIfNeeded()) process.exit(1);
if (!hasDisplay) startBrowserMode('there is no display');
else if (isRoot) startBrowserMode('Electron does not run as root');
else {
  const electron = findElectron() ?? (await fetchElectron());
  if (electron) startDesktop(electron);
  else startBrowserMode("Electron's binary is not installed and could not be fetched");
}

/** @param {string} reason */
function startBrowserMode(reason) {
  console.error(`Starting in browser mode, because ${reason}.`);
  runServer('web', process.argv.slice(2));
}

/** @param {string} electron */
function startDesktop(electron) {
  const app = spawn(electron, [projectFolder], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => app.kill(signal));
  app.once('exit', (code) => process.exit(code ?? 1));
}
