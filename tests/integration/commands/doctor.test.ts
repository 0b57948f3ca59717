import { describe, expect, it } from 'vitest';
import { runCommand } from '../../support/run-command.ts';
import {
  diagnoseWith,
  keys,
  leadTo,
  publishableKey,
  startClerk,
  startEmulator,
} from './support/diagnosis.ts';

describe('doctor on a machine where all is well', () => {
  it('finds every check good with the keys of an instance', async () => {
    const clerk = await startClerk();
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url) });
    for (const check of [
      'node',
      'settings',
      'keys',
      'frontend-api',
      'backend-api',
      'key-set',
      'clock',
    ] as const)
      expect(found(check)).toMatchObject({ check, status: 'ok' });
    expect(found('keys').message).toContain('the test instance clerk.fixture.example');
    expect(found('port').status).toBe('ok');
  });

  it('finds every check good with a running emulator', async () => {
    const emulator = await startEmulator();
    const found = await diagnoseWith({ environment: { FRONTDESK_EMULATOR_URL: emulator.url } });
    for (const check of ['emulator', 'frontend-api', 'backend-api', 'key-set', 'clock'] as const)
      expect(found(check)).toMatchObject({ check, status: 'ok' });
  });
});

describe('doctor compares the clock with that of Clerk', () => {
  it.each([
    [3_600_000, 'problem', '1 h 0 min ahead of'],
    [-3_600_000, 'problem', '1 h 0 min behind'],
    [30_000, 'problem', 's ahead of'],
    [3_000, 'ok', 'agrees'],
    [-3_000, 'ok', 'agrees'],
  ])('%i ms off: %s', async (offset, status, message) => {
    const clerk = await startClerk();
    const now = () => Date.now() + offset;
    const found = await diagnoseWith({ environment: keys, fetch: leadTo(clerk.url), now });
    expect(found('clock')).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it('and with that of the emulator', async () => {
    const emulator = await startEmulator();
    const environment = { FRONTDESK_EMULATOR_URL: emulator.url };
    const found = await diagnoseWith({ environment, now: () => Date.now() + 3_600_000 });
    expect(found('clock')).toMatchObject({ status: 'problem', remedy: expect.stringContaining('NTP') });
  });
});

describe('the command doctor', () => {
  it('prints one line per check with what to do, and ends with 1 on a problem', async () => {
    const { exitCode, stdout, stderr } = await runCommand('api', ['doctor', '--port', '0'], {
      CLERK_PUBLISHABLE_KEY: publishableKey,
      CLERK_SECRET_KEY: 'sk_live_canary',
    });
    expect(stdout).toMatch(
      /^problem {2}keys {10}CLERK_SECRET_KEY: .*Take both keys from the same instance\.$/m,
    );
    expect(stdout.trim().split('\n')).toHaveLength(11);
    expect(stdout + stderr).not.toContain('canary');
    expect([exitCode, stderr]).toEqual([1, '']);
  });

  it('ends with 0 when there is no problem, starts an emulator of its own for that, and answers in JSON', async () => {
    const { exitCode, stdout } = await runCommand('api', ['doctor', '--port', '0', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      healthy: true,
      findings: expect.arrayContaining([expect.objectContaining({ check: 'emulator', status: 'ok' })]),
    });
    expect(exitCode).toBe(0);
  });
});
