import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

const distribution = join(import.meta.dirname, '../../dist');
const quietly = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/**
 * The path of what `npm run package` made for this version.
 * @throws when there is none, or more than one
 */
export function findPackageFile(name: string, extension: 'deb' | 'tar.gz'): string {
  const prefix = `${name}-${packageJson.version}-linux-`;
  const found = listDistribution().filter(
    (file) => file.startsWith(prefix) && file.endsWith(`.${extension}`),
  );
  const [file] = found;
  if (file === undefined || found.length > 1)
    throw new Error(
      `Expected one ${prefix}*.${extension} in dist/, found ${found.length}. Make it: npm run package -- --stand-in`,
    );
  return join(distribution, file);
}

const listDistribution = (): string[] => (existsSync(distribution) ? readdirSync(distribution) : []);

/** @throws when this process is not root, or apt refuses */
export function installPackage(file: string): void {
  if (process.getuid?.() !== 0)
    throw new Error('This test installs a package and removes it again: run it as root on a test machine.');
  runApt('install', '--no-install-recommends', file);
}

export const removePackage = (name: string): void => runApt('remove', name);

/** Forgets what dpkg remembers of a removed package. Does nothing when there is nothing to forget. */
export function purgePackage(name: string): void {
  spawnSync('dpkg', ['--purge', name], { env: quietly });
}

export const isInstalled = (name: string): boolean =>
  spawnSync('dpkg', ['--status', name], { encoding: 'utf8' }).stdout.includes(
    '\nStatus: install ok installed\n',
  );

/** @returns the content of every file that a package installed, by its path */
export function readInstalledFiles(name: string): Map<string, Buffer> {
  const paths = execFileSync('dpkg-query', ['--listfiles', name], { encoding: 'utf8' }).trim().split('\n');
  return new Map(paths.filter(isFile).map((path) => [path, readFileSync(path)]));
}

const isFile = (path: string): boolean => lstatSync(path).isFile();

function runApt(command: 'install' | 'remove', ...parameters: string[]): void {
  const { status, stderr } = spawnSync('apt-get', [command, '--yes', '--quiet', ...parameters], {
    encoding: 'utf8',
    env: quietly,
  });
  if (status !== 0) throw new Error(`apt-get ${command} failed: ${stderr}`);
}
