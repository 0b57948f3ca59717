import { describe, expect, it } from 'vitest';
import type { ConfigurationSource } from '../../../../src-api/cli-arguments.ts';
import { readConfiguration } from '../../../../src-api/commands/configuration.ts';

const read = (
  document: unknown,
  environment: Record<string, string> = {},
  overrides: ConfigurationSource['overrides'] = {},
) =>
  readConfiguration({
    source: { overrides, configFile: 'frontdesk.json' },
    environment,
    readTextFile: () => (typeof document === 'string' ? document : JSON.stringify(document)),
  });

describe('readConfiguration', () => {
  it('takes a flag before the environment, and the environment before the file', () => {
    const file = { FRONTDESK_PORT: 1, FRONTDESK_LOG_LEVEL: 'debug', FRONTDESK_DATA_DIR: 'data' };
    const environment = { FRONTDESK_PORT: '2', FRONTDESK_LOG_LEVEL: 'warn', FRONTDESK_DATA_DIR: '' };
    expect(read(file, environment, { FRONTDESK_PORT: '3' })).toMatchObject({
      ok: true,
      data: {
        settings: { FRONTDESK_PORT: 3, FRONTDESK_LOG_LEVEL: 'warn', FRONTDESK_DATA_DIR: 'data' },
      },
    });
  });

  it('reads lists, numbers and Clerk keys from the file', () => {
    const parties = ['https://a.example', 'https://b.example'];
    const result = read({ FRONTDESK_AUTHORIZED_PARTIES: parties, CLERK_PUBLISHABLE_KEY: 'pk_test_x' });
    expect(result).toMatchObject({
      ok: true,
      data: {
        settings: { FRONTDESK_AUTHORIZED_PARTIES: parties },
        environment: { CLERK_PUBLISHABLE_KEY: 'pk_test_x' },
      },
    });
  });

  it('lets a secret key in the environment replace the key file that the document names', () => {
    const result = read({ CLERK_SECRET_KEY_FILE: '/run/key' }, { CLERK_SECRET_KEY: 'sk_test_x' });
    expect(result.ok && result.data.environment.CLERK_SECRET_KEY_FILE).toBe(undefined);
  });

  it('keeps both when the environment itself sets both, so that the clash is told', () => {
    const environment = { CLERK_SECRET_KEY: 'sk_test_x', CLERK_SECRET_KEY_FILE: '/run/key' };
    expect(read({}, environment)).toMatchObject({ ok: true, data: { environment } });
  });

  it.each([
    [{ FRONTDESK_PROT: 1 }, /^FRONTDESK_PROT/, /Did you mean FRONTDESK_PORT\?/],
    [{ CLERK_PUBLISABLE_KEY: 'CANARY' }, /^CLERK_PUBLISABLE_KEY/, /Did you mean CLERK_PUBLISHABLE_KEY\?/],
    [{ CLERK_SECRET_KEY: 'CANARY' }, /^CLERK_SECRET_KEY/, /CLERK_SECRET_KEY_FILE/],
    [{ FRONTDESK_PORT: null }, /^FRONTDESK_PORT/, /Give a string, a number/],
    [{ FRONTDESK_PORT: 'CANARY' }, /^FRONTDESK_PORT/, /Give a port number/],
    ['{"FRONTDESK_PORT": 1,}', /^--config/, /Write it like/],
    ['[]', /^--config/, /Write it like/],
  ])('refuses %j and says what to do', (document, setting, remedy) => {
    const result = read(document);
    expect(result).toMatchObject({
      ok: false,
      error: { setting: expect.stringMatching(setting), remedy: expect.stringMatching(remedy) },
    });
    expect(JSON.stringify(result)).not.toContain('CANARY');
  });

  it('says that the file cannot be read', () => {
    const readTextFile = () => {
      throw new Error('ENOENT');
    };
    expect(
      readConfiguration({ source: { overrides: {}, configFile: 'no' }, environment: {}, readTextFile }),
    ).toMatchObject({ ok: false, error: { setting: '--config', reason: 'the file cannot be read' } });
  });
});
