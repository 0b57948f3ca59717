import os from 'node:os';
import path from 'node:path';

/** Electron's `app.getPath` and its relatives, with the defaults of Linux. */
export function createAppPaths(options: {
  readonly configHome: string | undefined;
  getName(): string;
  getUserDataSwitch(): string | undefined;
}) {
  const chosen = new Map<string, string>();
  const home = os.homedir();

  const defaults: Readonly<Record<string, () => string>> = {
    home: () => home,
    appData: () => options.configHome ?? path.join(home, '.config'),
    userData: () => options.getUserDataSwitch() ?? path.join(getPath('appData'), options.getName()),
    sessionData: () => getPath('userData'),
    logs: () => path.join(getPath('userData'), 'logs'),
    crashDumps: () => path.join(getPath('userData'), 'Crashpad'),
    temp: () => os.tmpdir(),
    exe: () => process.execPath,
    module: () => process.execPath,
    desktop: () => path.join(home, 'Desktop'),
    documents: () => path.join(home, 'Documents'),
    downloads: () => path.join(home, 'Downloads'),
    pictures: () => path.join(home, 'Pictures'),
  };

  /** Throws for names the host does not know. */
  function getPath(name: string): string {
    const found = chosen.get(name) ?? defaults[name]?.();
    if (found === undefined) throw new Error(`Failed to get '${name}' path`);
    return found;
  }

  return {
    getPath,
    setPath(name: string, directory: string): void {
      if (!Object.hasOwn(defaults, name)) throw new Error(`Failed to set path '${name}'`);
      if (!path.isAbsolute(directory)) throw new Error('Path must be absolute');
      chosen.set(name, directory);
    },
    setAppLogsPath(directory?: string): void {
      chosen.set('logs', directory ?? path.join(getPath('userData'), 'logs'));
    },
  };
}
