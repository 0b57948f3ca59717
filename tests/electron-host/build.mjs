import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = import.meta.dirname;
const defaultOutDir = path.join(here, '../../out/electron-host');

/** @type {Record<string, { entry: string, format: 'cjs' | 'es' | 'iife' }>} */
const bundles = {
  'boot.cjs': { entry: 'boot.ts', format: 'cjs' },
  'utility.cjs': { entry: 'utility.ts', format: 'cjs' },
  'hooks.mjs': { entry: 'resolve-hooks.ts', format: 'es' },
  'preload-runtime.js': { entry: 'preload/runtime.ts', format: 'iife' },
};

/**
 * Builds the Electron host: a directory that can be used like the `dist` directory of the electron
 * package. Files are replaced one by one, so that hosts that are running meanwhile keep working.
 *
 * @param {{ outDir?: string }} [options] where to put it; `out/electron-host` of the repository by default
 * @returns {Promise<string>} the path of the launcher
 */
export async function buildElectronHost({ outDir = defaultOutDir } = {}) {
  const files = new Map(
    await Promise.all(
      Object.keys(bundles).map(async (file) => /** @type {const} */ ([file, await bundle(file)])),
    ),
  );
  const manifest = createRequire(import.meta.url).resolve('electron/package.json');
  files.set('version', JSON.parse(await readFile(manifest, 'utf8')).version);
  files.set('electron', await readFile(path.join(here, 'electron'), 'utf8'));

  await mkdir(outDir, { recursive: true });
  for (const name of await readdir(outDir)) {
    if (!files.has(name)) await rm(path.join(outDir, name), { recursive: true, force: true });
  }
  for (const [name, content] of files) await replaceFile(path.join(outDir, name), content);
  return path.join(outDir, 'electron');
}

/**
 * @param {string} file name of the bundle
 * @returns {Promise<string>} its code
 */
async function bundle(file) {
  const { entry, format } = bundles[file];
  const results = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: format === 'iife' ? 'chrome140' : 'node20',
      lib: {
        entry: path.join(here, 'src', entry),
        name: 'electronHostPreload',
        formats: [format],
        fileName: () => file,
      },
      rolldownOptions: { external: /^node:/ },
    },
  });
  const [{ output }] = /** @type {{ output: { code: string }[] }[]} */ (results);
  return output[0].code;
}

/**
 * @param {string} file
 * @param {string} content
 */
async function replaceFile(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, content);
  await chmod(temporary, path.extname(file) === '' && content.startsWith('#!') ? 0o755 : 0o644);
  await rename(temporary, file);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(`${await buildElectronHost()}\n`);
}
