import { describe, expect, it } from 'vitest';
import { readCliArguments } from '../../../src-api/cli-arguments.ts';
import { describeSetupProblem } from '../../../src-contracts/connection.ts';

describe('readCliArguments', () => {
  it.each([
    [[], { command: 'serve' }],
    [['--port', '0'], { command: 'serve', port: 0 }],
    [['--port=65535'], { command: 'serve', port: 65_535 }],
    [['--help'], { command: 'help' }],
    [['-h'], { command: 'help' }],
    [['--version', '--port', '1'], { command: 'version' }],
  ])('reads %j', (args, data) => {
    expect(readCliArguments(args)).toEqual({ ok: true, data });
  });

  it.each([
    ['--prot', '--prot: there is no such argument. Did you mean --port? See --help.'],
    ['--verison', '--verison: there is no such argument. Did you mean --version? See --help.'],
    ['serve', 'serve: there is no such argument. The API takes flags only: see --help.'],
    ['--', '--: there is no such argument.'],
  ])('refuses %s and says what to do', (argument, line) => {
    const result = readCliArguments([argument]);
    expect(result.ok ? '' : describeSetupProblem(result.error)).toContain(line);
  });

  it.each([
    ['--port'],
    ['--port='],
    ['--port=many'],
    ['--port=-1'],
    ['--port=65536'],
    ['--port=80.5'],
    ['--port', ''],
  ])('refuses a port like %s', (...args) => {
    expect(readCliArguments(args)).toMatchObject({ ok: false, error: { setting: '--port' } });
  });
});
