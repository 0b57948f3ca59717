import { expect, it } from 'vitest';
import { helpText, readCommandLine } from '../../../src-emulator/command-line.ts';

const defaults = {
  name: 'start',
  port: 4100,
  dataDir: undefined,
  seedFile: undefined,
  quiet: false,
  fastPasswords: false,
  allowProduction: false,
};

it.each([
  [[], defaults],
  [['--port', '0', '--quiet'], { ...defaults, port: 0, quiet: true }],
  [['--fast-passwords'], { ...defaults, fastPasswords: true }],
  [['--port=65535', '--data=/tmp/x y'], { ...defaults, port: 65_535, dataDir: '/tmp/x y' }],
  [['--seed', 'users.json'], { ...defaults, seedFile: 'users.json' }],
  [['--allow-production'], { ...defaults, allowProduction: true }],
  [['--help', '--port', 'nonsense'], { name: 'help' }],
  [['-h'], { name: 'help' }],
  [['--version'], { name: 'version' }],
])('reads %j', (argv, command) => {
  expect(readCommandLine(argv)).toStrictEqual({ ok: true, data: command });
});

it.each([
  [['--prot', '1'], 'unknown option --prot. Did you mean --port?'],
  [['--dta=x'], 'unknown option --dta. Did you mean --data?'],
  [['-x'], 'unknown option -x. Did you mean --port?'],
  [['--port'], '--port needs a value. See --help.'],
  [['--seed'], '--seed needs a value. See --help.'],
  [['--data='], '--data needs a value. See --help.'],
  [['--quiet=yes'], '--quiet takes no value.'],
  [['--port', '65536'], '--port needs a number from 0 (any free port) to 65535.'],
  [['--port', '-1'], '--port needs a number from 0 (any free port) to 65535.'],
  [['--port', '4100x'], '--port needs a number from 0 (any free port) to 65535.'],
  [['start'], 'unexpected argument start. See --help.'],
])('refuses %j: %s', (argv, message) => {
  expect(readCommandLine(argv)).toStrictEqual({ ok: false, error: message });
});

it('explains every option', () => {
  for (const option of [
    '--port',
    '--data',
    '--seed',
    '--quiet',
    '--fast-passwords',
    '--allow-production',
    '--help',
    '--version',
  ])
    expect(helpText).toContain(option);
});
