import { join } from 'node:path';
import { build } from 'vite';
import { projectFolder } from '../../support/server-process.ts';

export const pageFolder = join(projectFolder, 'out', 'components-page');

/** Bundles the page with the real clerk-js and components, once for a run of Playwright. */
export default async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    root: join(projectFolder, 'tests', 'components', 'page'),
    logLevel: 'error',
    build: { outDir: pageFolder, emptyOutDir: true, chunkSizeWarningLimit: 1_500, target: 'es2022' },
  });
}
