import { copyFile, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { buildElectronHost } from './build.mjs';

const fixture = path.join(import.meta.dirname, 'fixture');
/** Where the fixture app is built to. */
export const FIXTURE_DIR = path.join(import.meta.dirname, '../../out/electron-host-fixture');

const BUNDLES = [
  { entry: 'main.ts', file: 'main.js', format: 'es' },
  { entry: 'preload.ts', file: 'preload.cjs', format: 'cjs' },
  { entry: 'utility.ts', file: 'utility.js', format: 'es' },
] as const;

/** Builds the host and the fixture app, once for all specs. */
export default async function globalSetup(): Promise<void> {
  await buildElectronHost();
  await rm(FIXTURE_DIR, { recursive: true, force: true });
  await mkdir(FIXTURE_DIR, { recursive: true });
  for (const { entry, file, format } of BUNDLES) {
    await build({
      configFile: false,
      logLevel: 'warn',
      ssr: { noExternal: true, external: ['electron'] },
      build: {
        ssr: path.join(fixture, entry),
        outDir: FIXTURE_DIR,
        emptyOutDir: false,
        rolldownOptions: {
          external: ['electron', '@clerk/electron-passkeys'],
          output: { format, entryFileNames: file },
        },
      },
    });
  }
  for (const file of ['package.json', 'index.html', 'page.css', 'page.js']) {
    await copyFile(path.join(fixture, file), path.join(FIXTURE_DIR, file));
  }
}
