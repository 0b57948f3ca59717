import { parseArgs } from 'node:util';
import { defaultEmulatorPort } from '../src-contracts/brand.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { nearest } from '../src-contracts/settings.ts';

const options = {
  port: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  quiet: { type: 'boolean' },
  'fast-passwords': { type: 'boolean' },
  'allow-production': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

export const helpText = `Usage: frontdesk-emulator [options]

A local stand-in for a Clerk instance: Frontend API, Backend API, and an outbox for the e-mails it would send.
Nothing in it is secret. Once it listens, one JSON line on stdout tells the address and the keys; logs go to
stderr.

  --port N             listen on 127.0.0.1:N (default ${defaultEmulatorPort}; 0 picks a free port)
  --data DIR           keep users, sessions, settings and keys in DIR (default: in memory only)
  --seed FILE          start with the users of this JSON file instead of the demo accounts
  --quiet              do not log requests
  --fast-passwords     hash passwords at the lowest cost there is: for tests, where nobody's password is at stake
  --allow-production   start although NODE_ENV is production
  --help, --version
`;

export type Command =
  | { name: 'help' | 'version' }
  | {
      name: 'start';
      port: number;
      dataDir: string | undefined;
      seedFile: string | undefined;
      quiet: boolean;
      fastPasswords: boolean;
      allowProduction: boolean;
    };

/** Reads the arguments. The failure is one line that says what to do. */
export function readCommandLine(argv: readonly string[]): Result<Command, string> {
  const { values, tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'positional') return failure(`unexpected argument ${token.value}. See --help.`);
    if (token.kind !== 'option') continue;
    if (!isOption(token.name))
      return failure(
        `unknown option ${token.rawName}. Did you mean --${nearest(token.name, Object.keys(options))}?`,
      );
    const takesValue = options[token.name].type === 'string';
    if (takesValue && !token.value) return failure(`--${token.name} needs a value. See --help.`);
    if (!takesValue && token.value !== undefined) return failure(`--${token.name} takes no value.`);
  }
  if (values.help) return success({ name: 'help' });
  if (values.version) return success({ name: 'version' });

  const port = values.port === undefined ? defaultEmulatorPort : readPort(String(values.port));
  if (port === undefined) return failure('--port needs a number from 0 (any free port) to 65535.');
  return success({
    name: 'start',
    port,
    dataDir: values.data === undefined ? undefined : String(values.data),
    seedFile: values.seed === undefined ? undefined : String(values.seed),
    quiet: values.quiet === true,
    fastPasswords: values['fast-passwords'] === true,
    allowProduction: values['allow-production'] === true,
  });
}

const isOption = (name: string): name is keyof typeof options => Object.hasOwn(options, name);

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}
