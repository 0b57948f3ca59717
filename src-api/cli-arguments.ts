import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { nearest, type SettingName } from '../src-contracts/settings.ts';
import { commonFlags, type Flag, readFlags } from './cli-flags.ts';

const flags = {
  config: { value: 'FILE', text: 'read settings from this JSON file' },
  port: {
    value: 'N',
    setting: 'FRONTDESK_PORT',
    text: 'port to listen on, 0 for any free one',
  },
  host: {
    value: 'ADDRESS',
    setting: 'FRONTDESK_HOST',
    text: 'IP address to listen on; others than 127.0.0.1 need HTTPS or FRONTDESK_BEHIND_PROXY=true',
  },
  'tls-cert': {
    value: 'FILE',
    setting: 'FRONTDESK_TLS_CERT_FILE',
    text: 'PEM file of the certificate and its chain: listen with HTTPS',
  },
  'tls-key': { value: 'FILE', setting: 'FRONTDESK_TLS_KEY_FILE', text: 'PEM file of its private key' },
  'token-file': { value: 'FILE', text: 'read the token from this file instead of standard input' },
  json: { text: 'answer in JSON' },
  ...commonFlags,
} as const satisfies Record<string, Flag>;

type FlagName = keyof typeof flags;

const serverFlags = ['port', 'host', 'tls-cert', 'tls-key', 'config'] as const;

/** Every command: what it is for, and which flags it knows beside `--help` and `--version`. */
export const commands = {
  serve: { text: 'run the API; what happens when no command is given', flags: serverFlags },
  doctor: {
    text: 'check settings, keys, Clerk, clock and port, and say what to do',
    flags: [...serverFlags, 'json'],
  },
  'verify-token': {
    text: 'say whether the API would accept a session token, and why not',
    flags: ['token-file', 'config', 'json'],
  },
} as const satisfies Record<string, { text: string; flags: readonly FlagName[] }>;

export type CommandName = keyof typeof commands;
const commandNames = Object.keys(commands) as CommandName[];
const isCommand = (word: string): word is CommandName => Object.hasOwn(commands, word);

/** The flags of a command, by name. */
export function flagsOf(command: CommandName): Partial<Record<FlagName, Flag>> {
  const names: readonly FlagName[] = [...commands[command].flags, 'help', 'version'];
  return Object.fromEntries(names.map((name) => [name, flags[name]]));
}

/** Settings that were given as flags, and the file to take others from. */
export type ConfigurationSource = {
  overrides: Partial<Record<SettingName, string>>;
  configFile?: string;
};

export type CliArguments =
  | { command: 'help'; about: CommandName | undefined }
  | { command: 'version' }
  | { command: 'serve'; source: ConfigurationSource }
  | { command: 'doctor'; source: ConfigurationSource; json: boolean }
  | { command: 'verify-token'; source: ConfigurationSource; json: boolean; tokenFile?: string };

/** Reads the command line of the headless API; says which argument is wrong and how to mend it. */
export function readCliArguments(args: string[]): Result<CliArguments, SetupProblem> {
  const read = readFlags(args, flags);
  if (!read.ok) return read;
  const { values, switches, words } = read.data;
  if (switches.has('version')) return success({ command: 'version' });

  const [word = 'serve', ...others] = words[0] === 'help' ? words.slice(1) : words;
  if (!isCommand(word)) return failure(unknownCommand(word));
  if (others.length > 0) return failure(tooManyWords(word));
  if (switches.has('help') || words[0] === 'help')
    return success({ command: 'help', about: words.includes(word) ? word : undefined });

  const own = flagsOf(word);
  const foreign = [...Object.keys(values), ...switches].find((name) => !Object.hasOwn(own, name));
  if (foreign !== undefined) return failure(foreignFlag(foreign, word));

  const source = sourceOf(values);
  if (word === 'serve') return success({ command: 'serve', source });
  const json = switches.has('json');
  if (word === 'doctor') return success({ command: 'doctor', source, json });
  const tokenFile = values['token-file'];
  return success({
    command: word,
    source,
    json,
    ...(tokenFile === undefined ? {} : { tokenFile }),
  });
}

function sourceOf(values: Partial<Record<FlagName, string>>): ConfigurationSource {
  const overrides: ConfigurationSource['overrides'] = {};
  for (const [name, { setting }] of Object.entries<Flag>(flags)) {
    const value = Object.entries(values).find(([given]) => given === name)?.[1];
    if (setting !== undefined && value !== undefined) overrides[setting] = value;
  }
  return { overrides, ...(values.config === undefined ? {} : { configFile: values.config }) };
}

const longestCommandEcho = 32;

/** SECURITY S06: a long word may be a token that was given in the wrong place, and is not repeated. */
const unknownCommand = (word: string): SetupProblem => ({
  setting: word.length > longestCommandEcho ? 'command' : word,
  reason: 'there is no such command',
  remedy: `Did you mean ${nearest(word, [...commandNames, 'help'])}? See --help.`,
});

const tooManyWords = (command: CommandName): SetupProblem =>
  command === 'verify-token'
    ? {
        setting: command,
        reason: 'every program of this machine can see a token that is given on the command line',
        remedy: 'Give it on standard input, or put it into a file and say --token-file FILE.',
      }
    : { setting: command, reason: 'it takes flags only', remedy: `See ${command} --help.` };

const foreignFlag = (flag: string, command: CommandName): SetupProblem => ({
  setting: `--${flag}`,
  reason: `the command ${command} does not know it`,
  remedy: `See ${command} --help.`,
});
