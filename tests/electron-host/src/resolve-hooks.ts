import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
import { ELECTRON_SPECIFIERS, type ResolveHooksData } from './module-hooks.ts';

const FACADE = 'electron-host:electron';
let source = '';

/** Prepares the ES module that re-exports what `require('electron')` answers. */
export const initialize: InitializeHook<ResolveHooksData> = ({ exportNames }) => {
  source = [
    "import { createRequire } from 'node:module';",
    "const electron = createRequire('/electron-host')('electron');",
    'export default electron;',
    `export const { ${exportNames.join(', ')} } = electron;`,
  ].join('\n');
};

export const resolve: ResolveHook = (specifier, context, nextResolve) =>
  ELECTRON_SPECIFIERS.has(specifier)
    ? { url: FACADE, format: 'module', shortCircuit: true }
    : nextResolve(specifier, context);

export const load: LoadHook = (url, context, nextLoad) =>
  url === FACADE ? { format: 'module', source, shortCircuit: true } : nextLoad(url, context);
