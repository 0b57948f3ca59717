import { parseArgs } from 'node:util';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { nearest, readSettings, type SettingName } from '../src-contracts/settings.ts';

export type Flag = {
  /** What its value is called in the help; a flag without one is a switch. */
  value?: string;
  /** The setting that the flag stands for; its value is checked as that setting's is. */
  setting?: SettingName;
  /** Says in the help what the flag does. */
  text: string;
};

/** The command line taken apart; `words` are the arguments that are no flags. */
export type FlagValues<Name extends string> = {
  values: Partial<Record<Name, string>>;
  switches: ReadonlySet<Name>;
  words: string[];
};

/** The flags that every command has. */
export const commonFlags = {
  help: { text: 'print this' },
  version: { text: 'print the version' },
} as const satisfies Record<string, Flag>;

/**
 * Reads flags by their table. An unknown flag is refused with the nearest known one, a value that does not fit with
 * what would. Reading ends at `--help` or `--version`: whoever asks for help may have got the rest wrong.
 */
export function readFlags<Name extends string>(
  args: string[],
  flags: Record<Name, Flag>,
): Result<FlagValues<Name>, SetupProblem> {
  const isFlag = (name: string): name is Name => Object.hasOwn(flags, name);
  const read = {
    values: {} as Partial<Record<Name, string>>,
    switches: new Set<Name>(),
    words: [] as string[],
  };
  for (const token of tokenize(args, flags)) {
    if (token.kind === 'positional') read.words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (!isFlag(name)) return failure(unknownFlag(rawName, Object.keys(flags)));
    const problem = checkValue(name, flags[name], value);
    if (problem) return failure(problem);
    if (value !== undefined) read.values[name] = value;
    else read.switches.add(name);
    if (name === 'help' || name === 'version') break;
  }
  return success(read);
}

function tokenize(args: string[], flags: Record<string, Flag>) {
  const types = Object.entries(flags).map(([name, { value }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const) },
  ]);
  const help = { type: 'boolean' as const, short: 'h' };
  return parseArgs({
    args,
    options: { ...Object.fromEntries(types), help },
    strict: false,
    allowPositionals: true,
    tokens: true,
  }).tokens;
}

function checkValue(name: string, flag: Flag, value: string | undefined): SetupProblem | undefined {
  const problem = (reason: string, remedy: string) => ({ setting: `--${name}`, reason, remedy });
  if (flag.value === undefined)
    return value === undefined ? undefined : problem('it takes no value', `Write --${name} alone.`);
  if (!value) return problem('it has no value', `Write --${name} ${flag.value}. See --help.`);
  if (flag.setting === undefined) return undefined;
  const read = readSettings({ [flag.setting]: value });
  return read.ok ? undefined : problem(read.error.reason, read.error.remedy);
}

/** `rawName` is what was typed before a `=`, so that no value is repeated. */
const unknownFlag = (rawName: string, names: string[]): SetupProblem => ({
  setting: rawName,
  reason: 'there is no such flag',
  remedy: `Did you mean ${nearest(
    rawName,
    names.map((name) => `--${name}`),
  )}? See --help.`,
});
