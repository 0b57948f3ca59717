import { parseArgs } from 'node:util';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { nearest } from '../src-contracts/settings.ts';

export type CliArguments = { command: 'help' } | { command: 'version' } | { command: 'serve'; port?: number };

const flags = ['--port', '--help', '--version'];

/** Reads the command line of the headless API; says which argument is wrong and how to mend it. */
export function readCliArguments(args: string[]): Result<CliArguments, SetupProblem> {
  const { tokens } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  let port: number | undefined;
  for (const token of tokens) {
    if (token.kind !== 'option') return failure(unknownArgument(args[token.index] ?? ''));
    if (token.name === 'help' || token.name === 'version') return success({ command: token.name });
    if (token.name !== 'port') return failure(unknownArgument(token.rawName));
    port = readPort(token.value);
    if (port === undefined) return failure(wrongPort);
  }
  return success({ command: 'serve', ...(port === undefined ? {} : { port }) });
}

function readPort(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d{1,5}$/.test(value)) return undefined;
  const port = Number(value);
  return port <= 65_535 ? port : undefined;
}

const wrongPort: SetupProblem = {
  setting: '--port',
  reason: 'it has no usable value',
  remedy: 'Give a port number from 0 (any free port) to 65535, e.g. --port 8069.',
};

const unknownArgument = (argument: string): SetupProblem => ({
  setting: argument,
  reason: 'there is no such argument',
  remedy: argument.startsWith('-')
    ? `Did you mean ${nearest(argument, flags)}? See --help.`
    : 'The API takes flags only: see --help.',
});
