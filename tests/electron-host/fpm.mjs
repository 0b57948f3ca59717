/**
 * The part of fpm's command line that electron-builder 26 uses for `deb`, over dpkg-deb. For machines that
 * cannot download fpm. Anything else it is asked for ends it with 2 and one line.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const FLAGS = new Set(['--force', '--debug']);
const REPEATABLE = new Set(['-d', '--deb-recommends']);
const WITH_VALUE = new Set([
  '-s',
  '-t',
  '--after-install',
  '--after-remove',
  '--architecture',
  '--category',
  '--deb-compression',
  '--deb-priority',
  '--description',
  '--iteration',
  '--license',
  '--log',
  '--maintainer',
  '--name',
  '--package',
  '--url',
  '--vendor',
  '--version',
  ...REPEATABLE,
]);

/**
 * @param {string[]} args
 * @returns {{ get(name: string): string | undefined, all(name: string): string[], mappings: string[] }}
 * the options, and the `source=destination` pairs
 */
function parseArguments(args) {
  /** @type {Map<string, string[]>} */
  const values = new Map();
  const mappings = [];
  for (let index = 0; index < args.length; index += 1) {
    const argument = args[index] ?? '';
    if (FLAGS.has(argument)) continue;
    if (WITH_VALUE.has(argument)) {
      index += 1;
      const value = args[index];
      if (value === undefined) throw new Error(`${argument} needs a value`);
      values.set(argument, [...(values.get(argument) ?? []), value]);
    } else if (argument.startsWith('-')) {
      throw new Error(`the option ${argument} is not supported`);
    } else {
      mappings.push(argument);
    }
  }
  return {
    get: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
    mappings,
  };
}

/**
 * Copies each source into the package's tree; a source that ends with a slash stands for its contents.
 *
 * @param {string[]} mappings
 * @param {string} root
 */
function copyFiles(mappings, root) {
  for (const mapping of mappings) {
    const separator = mapping.indexOf('=');
    if (separator < 1) throw new Error(`${mapping} is not of the form source=destination`);
    const source = mapping.slice(0, separator);
    const destination = path.join(root, mapping.slice(separator + 1));
    mkdirSync(path.dirname(destination), { recursive: true });
    const isTree = statSync(source).isDirectory();
    cpSync(source, destination, { recursive: isTree, verbatimSymlinks: true, preserveTimestamps: true });
  }
}

/**
 * The control file of Debian Policy, section 5.3.
 *
 * @param {ReturnType<typeof parseArguments>} options
 * @param {string} root
 */
function createControl(options, root) {
  const iteration = options.get('--iteration');
  const [synopsis = '', ...details] = (options.get('--description') ?? '').trim().split('\n');
  const fields = {
    Package: options.get('--name'),
    Version: [options.get('--version'), iteration].filter(Boolean).join('-'),
    Architecture: options.get('--architecture'),
    Maintainer: options.get('--maintainer'),
    Vendor: options.get('--vendor'),
    License: options.get('--license'),
    'Installed-Size': execFileSync('du', ['-sk', root], { encoding: 'utf8' }).split(/\s/)[0],
    Depends: options.all('-d').join(', '),
    Recommends: options.all('--deb-recommends').join(', '),
    Section: options.get('--category') ?? 'default',
    Priority: options.get('--deb-priority') ?? 'optional',
    Homepage: options.get('--url'),
    Description: [synopsis, ...details.map((line) => ` ${line.trim() || '.'}`)].join('\n'),
  };
  for (const name of ['Package', 'Version', 'Architecture', 'Maintainer']) {
    if (!fields[name]) throw new Error(`the package has no ${name.toLowerCase()}`);
  }
  const lines = Object.entries(fields).filter(([, value]) => value);
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

/** @param {string[]} args */
function buildPackage(args) {
  const options = parseArguments(args);
  if (options.get('-s') !== 'dir') throw new Error('only packages from directories (-s dir) are supported');
  if (options.get('-t') !== 'deb')
    throw new Error(`only deb packages are supported, not ${options.get('-t')}`);
  const output = options.get('--package');
  if (output === undefined) throw new Error('--package is missing');
  const root = mkdtempSync(path.join(os.tmpdir(), 'fpm-'));
  try {
    chmodSync(root, 0o755);
    copyFiles(options.mappings, root);
    const control = createControl(options, root);
    const controlDir = path.join(root, 'DEBIAN');
    mkdirSync(controlDir);
    writeFileSync(path.join(controlDir, 'control'), control);
    for (const [option, script] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ]) {
      const file = options.get(option);
      if (file !== undefined)
        writeFileSync(path.join(controlDir, script), readFileSync(file), { mode: 0o755 });
    }
    const compression = options.get('--deb-compression') ?? 'xz';
    execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', root, output], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

try {
  buildPackage(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`fpm stand-in: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 2;
}
