/**
 * Settings of the host. This is the only file of the host that reads `process.env`; the launcher
 * additionally reads `ELECTRON_HOST_NODE` (the Node that runs the main process) and Electron's own
 * `ELECTRON_RUN_AS_NODE`.
 */
export interface HostEnvironment {
  /** `ELECTRON_HOST_CHROMIUM`: path of the Chromium to use instead of searching for one. */
  readonly chromium: string | undefined;
  /** `ELECTRON_HOST_HEADFUL=1`: real windows on the display instead of headless ones. */
  readonly isHeadful: boolean;
  /** `ELECTRON_HOST_LOG=1`: diagnostics of the host and of Chromium on stderr. */
  readonly isLogging: boolean;
  /** `ELECTRON_HOST_OPENED`: file that gets one line per `shell.openExternal` call. */
  readonly openedFile: string | undefined;
  /** `ELECTRON_HOST_KEYRING=none`: behave like a desktop session without a keyring. */
  readonly hasKeyring: boolean;
  /** The variables of this process, live: what a child process inherits by default. */
  readonly variables: NodeJS.ProcessEnv;
  readonly searchPath: readonly string[];
  readonly configHome: string | undefined;
  readonly browsersPath: string | undefined;
}

/** Reads the settings once, at start-up. Empty values count as absent. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): HostEnvironment {
  const read = (name: string): string | undefined => variables[name] || undefined;
  return {
    chromium: read('ELECTRON_HOST_CHROMIUM'),
    isHeadful: read('ELECTRON_HOST_HEADFUL') === '1',
    isLogging: read('ELECTRON_HOST_LOG') === '1',
    openedFile: read('ELECTRON_HOST_OPENED'),
    hasKeyring: read('ELECTRON_HOST_KEYRING') !== 'none',
    variables,
    searchPath: (read('PATH') ?? '').split(':').filter(Boolean),
    configHome: read('XDG_CONFIG_HOME'),
    browsersPath: read('PLAYWRIGHT_BROWSERS_PATH'),
  };
}
