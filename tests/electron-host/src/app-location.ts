import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { unpackAsar } from './asar.ts';
import { createTemporaryDirectory } from './temporary-directory.ts';

/** The app to run. */
export interface AppLocation {
  readonly appPath: string;
  readonly mainFile: string;
  /** `productName`, else `name`, of its package.json. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Whether the app stands in `resources/` beside the launcher, as electron-builder puts it. */
  readonly isPacked: boolean;
}

/**
 * Finds the app in Electron's order: `resources/app.asar`, `resources/app`, then the path on the command
 * line. Throws one line that says what to do when there is none.
 */
export function locateApp(distDir: string, appArgument: string | undefined): AppLocation {
  const archive = path.join(distDir, 'resources', 'app.asar');
  if (existsSync(archive)) {
    const directory = path.join(createTemporaryDirectory(), 'app');
    unpackAsar(archive, directory);
    return readApp(directory, true);
  }
  const unpacked = path.join(distDir, 'resources', 'app');
  if (existsSync(unpacked)) return readApp(unpacked, true);
  if (appArgument === undefined) {
    throw new Error('electron-host: no app to run; give its directory or main file as the first argument');
  }
  const given = path.resolve(appArgument);
  if (!existsSync(given)) throw new Error(`electron-host: the app ${given} does not exist`);
  return readApp(given, false);
}

function readApp(location: string, isPacked: boolean): AppLocation {
  if (!statSync(location).isDirectory()) {
    return {
      appPath: path.dirname(location),
      mainFile: location,
      name: undefined,
      version: undefined,
      isPacked,
    };
  }
  const manifestFile = path.join(location, 'package.json');
  const manifest: { name?: string; productName?: string; version?: string; main?: string } = existsSync(
    manifestFile,
  )
    ? JSON.parse(readFileSync(manifestFile, 'utf8'))
    : {};
  return {
    appPath: location,
    mainFile: path.resolve(location, manifest.main ?? 'index.js'),
    name: manifest.productName ?? manifest.name,
    version: manifest.version,
    isPacked,
  };
}
