/**
 * Builds the Electron host: a directory that can be used like the `dist` directory of the electron package.
 * Resolves with the path of the launcher. `outDir` is `out/electron-host` of the repository by default.
 */
export function buildElectronHost(options?: { outDir?: string }): Promise<string>;
