import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { locateApp } from './app-location.ts';
import { parseCommandLine } from './command-line.ts';
import { createElectronModule } from './electron-module.ts';
import { readEnvironment } from './environment.ts';
import { installElectronModule } from './module-hooks.ts';
import { markDefaultApp, shapeProcess } from './process-shape.ts';

/**
 * Runs an app as Electron would: `node boot.cjs <path of the launcher> <arguments of Electron>`. Ends with
 * 1 and one line on stderr when the app cannot be started.
 */
async function boot(): Promise<void> {
  const [node, bootFile = '', executable = '', ...argv] = process.argv;
  const hostDir = path.dirname(bootFile);
  const { switches, requires, appArgument } = parseCommandLine(argv);
  const location = locateApp(path.dirname(executable), appArgument);
  const electronVersion = readFileSync(path.join(hostDir, 'version'), 'utf8').trim();
  shapeProcess(executable, electronVersion, argv);
  if (!location.isPacked) markDefaultApp();

  const { electron, start, lifecycle, fail } = createElectronModule({
    environment: readEnvironment(),
    location,
    switches,
    electronVersion,
    node: node ?? 'node',
    utilityScript: path.join(hostDir, 'utility.cjs'),
    preloadRuntime: readFileSync(path.join(hostDir, 'preload-runtime.js'), 'utf8'),
    writeLine: (line) => process.stderr.write(`${line}\n`),
  });
  installElectronModule(electron, path.join(hostDir, 'hooks.mjs'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, lifecycle.quit);

  const require = createRequire(pathToFileURL(`${process.cwd()}/`));
  for (const file of requires) require(path.resolve(file));
  await import(pathToFileURL(location.mainFile).href);
  if (!lifecycle.isExiting() && !lifecycle.isQuitting()) await start().catch(fail);
}

boot().catch((error: unknown) => {
  const isOurs = error instanceof Error && error.message.startsWith('electron-host:');
  const text = error instanceof Error ? (isOurs ? error.message : error.stack) : String(error);
  process.stderr.write(`${isOurs ? '' : 'A JavaScript error occurred in the main process\n'}${text}\n`);
  process.exit(1);
});
