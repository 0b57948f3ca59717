import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../../support/server-process.ts';

export const pageFolder = join(projectFolder, 'out', 'sdk-page');

/** Bundles the application with @clerk/react, once for a run of Playwright. */
export default async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: join(projectFolder, 'tests', 'sdk', 'page'),
    logLevel: 'error',
    build: { outDir: pageFolder, emptyOutDir: true, chunkSizeWarningLimit: 1_500, target: 'es2022' },
  });
}
