import { describe, expect, it } from 'vitest';
import { commands, readCliArguments } from '../../../src-api/cli-arguments.ts';
import { describeUsage } from '../../../src-api/cli-help.ts';
import { describeSetupProblem } from '../../../src-contracts/connection.ts';

const lineOf = (args: string[]): string => {
  const result = readCliArguments(args);
  return result.ok ? '' : describeSetupProblem(result.error);
};

describe('readCliArguments', () => {
  it.each([
    [[], { command: 'serve', source: { overrides: {} } }],
    [['serve', '--port', '0'], { command: 'serve', source: { overrides: { FRONTDESK_PORT: '0' } } }],
    [
      ['--port=65535', '--config', 'a.json'],
      { command: 'serve', source: { overrides: { FRONTDESK_PORT: '65535' }, configFile: 'a.json' } },
    ],
    [
      ['--host', '0.0.0.0', '--tls-cert', 'c', '--tls-key', 'k'],
      {
        command: 'serve',
        source: {
          overrides: {
            FRONTDESK_HOST: '0.0.0.0',
            FRONTDESK_TLS_CERT_FILE: 'c',
            FRONTDESK_TLS_KEY_FILE: 'k',
          },
        },
      },
    ],
    [
      ['doctor', '--json', '--port', '1'],
      { command: 'doctor', json: true, source: { overrides: { FRONTDESK_PORT: '1' } } },
    ],
    [['verify-token', '--json'], { command: 'verify-token', json: true, source: { overrides: {} } }],
    [
      ['verify-token', '--token-file', 't'],
      { command: 'verify-token', json: false, tokenFile: 't', source: { overrides: {} } },
    ],
    [['--help'], { command: 'help', about: undefined }],
    [['-h'], { command: 'help', about: undefined }],
    [['serve', '-h'], { command: 'help', about: 'serve' }],
    [['help', 'verify-token'], { command: 'help', about: 'verify-token' }],
    [['--version', '--port', '1'], { command: 'version' }],
  ])('reads %j', (args, data) => {
    expect(readCliArguments(args)).toEqual({ ok: true, data });
  });

  it.each([
    [['--prot'], '--prot: there is no such flag. Did you mean --port? See --help.'],
    [['--prot=SECRET'], '--prot: there is no such flag. Did you mean --port? See --help.'],
    [['--verison'], '--verison: there is no such flag. Did you mean --version? See --help.'],
    [['-p'], '-p: there is no such flag.'],
    [['sevre'], 'sevre: there is no such command. Did you mean serve? See --help.'],
    [['verify'], 'verify: there is no such command. Did you mean'],
    [['serve', 'now'], 'serve: it takes flags only. See serve --help.'],
    [['serve', '--json'], '--json: the command serve does not know it. See serve --help.'],
    [['verify-token', '--json=yes'], '--json: it takes no value. Write --json alone.'],
    [['--host', 'localhost'], '--host: its value cannot be used. Give an IP address'],
    [['--config'], '--config: it has no value. Write --config FILE. See --help.'],
  ])('refuses %j and says what to do', (args, line) => {
    expect(lineOf(args)).toContain(line);
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

  it.each([
    [['verify-token', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.CANARY']],
    [['eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.CANARY']],
  ])('repeats no token that was given as an argument', (args) => {
    expect(lineOf(args)).not.toBe('');
    expect(lineOf(args)).not.toContain('CANARY');
  });
});

describe('describeUsage', () => {
  it('names every command, and every flag of a command with what it does', () => {
    for (const name of Object.keys(commands) as (keyof typeof commands)[]) {
      expect(describeUsage(undefined)).toContain(`  ${name} `);
      for (const flag of commands[name].flags)
        expect(describeUsage(name)).toMatch(new RegExp(`^ {2}--${flag}\\b.* {2}\\S`, 'm'));
    }
  });

  it('fits a terminal of 110 columns', () => {
    const lines = [undefined, ...(Object.keys(commands) as (keyof typeof commands)[])].flatMap((about) =>
      describeUsage(about).split('\n'),
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});
