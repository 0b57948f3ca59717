/** What the launcher was asked to run. */
export interface CommandLine {
  /** Every `--name[=value]`, wherever it stands, as Chromium reads them. */
  readonly switches: Map<string, string>;
  /** Files given with `-r` or `--require`, to be loaded before the app. */
  readonly requires: readonly string[];
  /** The first argument that is not a switch: the app, when it is not packed beside the launcher. */
  readonly appArgument: string | undefined;
}

/** Splits the arguments after the executable. */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const switches = new Map<string, string>();
  const requires: string[] = [];
  let appArgument: string | undefined;
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? '';
    const named = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (argument === '-r' || argument === '--require') {
      index += 1;
      const file = argv[index];
      if (file !== undefined) requires.push(file);
    } else if (named?.[1] !== undefined) {
      switches.set(named[1], named[2] ?? '');
    } else if (!argument.startsWith('-')) {
      appArgument ??= argument;
    }
  }
  return { switches, requires, appArgument };
}

/** Electron's `app.commandLine`, over the switches given at start-up. */
export function createCommandLine(switches: Map<string, string>) {
  return {
    appendSwitch(name: string, value?: string): void {
      switches.set(name, value ?? '');
    },
    removeSwitch(name: string): void {
      switches.delete(name);
    },
    hasSwitch: (name: string): boolean => switches.has(name),
    getSwitchValue: (name: string): string => switches.get(name) ?? '',
  };
}
