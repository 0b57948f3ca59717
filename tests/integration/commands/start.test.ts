import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiReadySchema, emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { runCommand } from '../../support/run-command.ts';
import { startServerForTest } from '../../support/server-for-test.ts';
import { endProcess } from '../../support/server-process.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';

const publishableKey = `pk_test_${Buffer.from('clerk.example.com$').toString('base64')}`;

describe('a server that cannot start', () => {
  it.each<[string, 'api' | 'emulator' | 'web', string[], Record<string, string>, RegExp]>([
    [
      'a secret key as publishable key',
      'api',
      [],
      { CLERK_PUBLISHABLE_KEY: 'sk_test_canary' },
      /^frontdesk-api: CLERK_PUBLISHABLE_KEY: it is a secret key/,
    ],
    [
      'a secret key as publishable key',
      'web',
      [],
      { CLERK_PUBLISHABLE_KEY: 'sk_test_canary' },
      /^frontdesk-web: CLERK_PUBLISHABLE_KEY: it is a secret key/,
    ],
    [
      'a publishable key as secret key',
      'api',
      [],
      { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: 'pk_test_canary' },
      /CLERK_SECRET_KEY: it is a publishable key/,
    ],
    [
      'keys of a live and a test instance',
      'api',
      [],
      { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: 'sk_live_canary' },
      /CLERK_SECRET_KEY: it belongs to a live instance and CLERK_PUBLISHABLE_KEY to a test one/,
    ],
    [
      'a missing publishable key',
      'api',
      [],
      { CLERK_SECRET_KEY: 'sk_test_canary' },
      /CLERK_PUBLISHABLE_KEY: it is missing, although CLERK_SECRET_KEY is set/,
    ],
    [
      'an unreadable key file',
      'api',
      [],
      { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY_FILE: '/no/such/file' },
      /CLERK_SECRET_KEY_FILE: the file cannot be read/,
    ],
    [
      'an unknown setting',
      'api',
      [],
      { FRONTDESK_PROT: '1' },
      /FRONTDESK_PROT: there is no such setting\. Did you mean FRONTDESK_PORT\?/,
    ],
    [
      'an unusable setting',
      'web',
      [],
      { FRONTDESK_PORT: 'many' },
      /FRONTDESK_PORT: its value cannot be used/,
    ],
    ['an unknown flag', 'api', ['--prot', '1'], {}, /Did you mean --port\?/],
    ['a word where there are flags only', 'web', ['serve'], {}, /it takes flags only/],
    ['an unknown flag', 'web', ['--prot', '1'], {}, /Did you mean --port\?/],
    ['an unknown command', 'api', ['sevre'], {}, /Did you mean serve\?/],
    ['an unknown flag', 'emulator', ['--prot', '1'], {}, /--port/],
    [
      'an emulator that is not there',
      'api',
      ['--port', '0'],
      { FRONTDESK_EMULATOR_URL: 'http://127.0.0.1:9' },
      /no Clerk emulator answers at http:\/\/127\.0\.0\.1:9/,
    ],
    ['production without leave', 'emulator', ['--port', '0'], { NODE_ENV: 'production' }, /production/],
  ])(
    'tells %s in one line (%s) and ends with exit code 1',
    async (_case, name, parameters, environment, line) => {
      const { exitCode, stdout, stderr } = await runCommand(name, parameters, environment);
      expect(stderr).toMatch(line);
      expect(stderr.trim().split('\n')).toHaveLength(1);
      expect(stderr + stdout).not.toContain('canary');
      expect(stdout).toBe('');
      expect(exitCode).toBe(1);
    },
  );

  it.each(['api', 'emulator', 'web'] as const)('tells that its port is in use: %s', async (name) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { exitCode, stdout, stderr } = await runCommand(name, ['--port', String(port)], {
      FRONTDESK_LOG_LEVEL: 'silent',
    });
    other.close();
    expect(stderr).toContain(`port ${port} is in use`);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
  });
});

describe('the headless API with no keys', () => {
  it('starts an emulator beside it, says so in its ready line, and greets its users', async () => {
    const api = await startServerForTest('api', ['--port', '0'], apiReadySchema);
    const { url, connection, emulator } = api.ready;
    expect(connection).toBe('emulator');
    const backendApi = async (path: string, body: object) => {
      const response = await fetch(`${emulator?.url}/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${emulator?.secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.json();
    };
    const users = await fetch(`${emulator?.url}/v1/users`, {
      headers: { authorization: `Bearer ${emulator?.secretKey}` },
    });
    const ada = z
      .array(z.object({ id: z.string(), first_name: z.string().nullable() }))
      .parse(await users.json())
      .find((user) => user.first_name === 'Ada');
    const session = z.object({ id: z.string() }).parse(await backendApi('/sessions', { user_id: ada?.id }));
    const { jwt } = z
      .object({ jwt: z.string() })
      .parse(await backendApi(`/sessions/${session.id}/tokens`, {}));

    const answer = await fetch(`${url}/protected?session_id=${session.id}`, {
      headers: { authorization: `Bearer ${jwt}` },
    });
    expect(await answer.json()).toMatchObject({ message: 'Hello, Ada!' });
    expect(await (await fetch(url)).json()).toMatchObject({ message: 'Clerk Express Backend is running' });
    expect(api.log()).not.toContain(jwt);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('takes its emulator along when it ends by %s', async (signal) => {
    const api = await startServerForTest('api', ['--port', '0'], apiReadySchema);
    const emulatorUrl = api.ready.emulator?.url ?? '';
    expect((await fetch(`${emulatorUrl}/_emulator`)).status).toBe(200);
    await endProcess(api.child, signal);
    await expect
      .poll(
        () =>
          fetch(emulatorUrl).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 5_000 },
      )
      .toBe('gone');
  });
});

describe('the emulator', () => {
  it('keeps what it knows in its data folder over a kill', async () => {
    const folder = await makeTemporaryFolder();
    const create = async (url: string, secretKey: string) =>
      (
        await fetch(`${url}/v1/users`, {
          method: 'POST',
          headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
          body: JSON.stringify({ email_address: ['kept@example.com'], password: 'Kept-over-a-kill-1' }),
        })
      ).status;
    const first = await startServerForTest(
      'emulator',
      ['--port', '0', '--data', folder],
      emulatorReadySchema,
    );
    expect(await create(first.ready.url, first.ready.secretKey)).toBe(200);
    await endProcess(first.child, 'SIGKILL');
    const second = await startServerForTest(
      'emulator',
      ['--port', '0', '--data', folder],
      emulatorReadySchema,
    );
    expect(await create(second.ready.url, second.ready.secretKey)).toBe(422);
  });
});
