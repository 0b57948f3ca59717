import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The specifiers under which Electron offers its API. */
export const ELECTRON_SPECIFIERS: ReadonlySet<string> = new Set([
  'electron',
  'electron/main',
  'electron/common',
]);

/** What the ESM hooks, which run in a thread of their own, need to know. */
export interface ResolveHooksData {
  readonly exportNames: readonly string[];
}

type Load = (request: string, parent: unknown, isMain: boolean) => unknown;

/**
 * Makes `require('electron')` and `import … from 'electron'` answer `electron` in the whole process, also
 * where the npm package of that name is installed (that package only answers the path of a binary).
 */
export function installElectronModule(electron: Readonly<Record<string, unknown>>, hooksFile: string): void {
  const loader = Module as typeof Module & { _load: Load };
  const load = loader._load;
  loader._load = (request, parent, isMain) =>
    ELECTRON_SPECIFIERS.has(request) ? electron : load.call(loader, request, parent, isMain);
  const data: ResolveHooksData = { exportNames: Object.keys(electron) };
  register(pathToFileURL(hooksFile), { data });
}
