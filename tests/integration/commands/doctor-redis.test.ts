import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedis } from '../../../src-api/commands/doctor/redis-check.ts';
import { createSecret } from '../../../src-contracts/secret.ts';
import { findFreePort } from '../../support/port.ts';
import { startRedis, type TestRedis } from '../../support/redis-server.ts';
import { runCommand } from '../../support/run-command.ts';

const password = 'REDIS-PASSWORD-CANARY';
const check = (url: string) => checkRedis(createSecret(url));

describe('doctor with REDIS_URL', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis(() => ['--requirepass', password]);
  });
  afterAll(() => redis.kill());

  it('says that Redis answers, and leaves nothing of use in it', async () => {
    const found = await check(`redis://:${password}@127.0.0.1:${redis.port}`);
    expect(found).toStrictEqual({
      check: 'redis',
      status: 'ok',
      message: `Redis at 127.0.0.1:${redis.port} answers, state is shared`,
    });
  });

  it.each([
    ['no password', '', 'it asks for a password'],
    ['a wrong password', ':WRONG-CANARY@', 'it does not accept the user or the password'],
  ])('tells of %s without repeating it', async (_name, credentials, message) => {
    const found = await check(`redis://${credentials}127.0.0.1:${redis.port}`);
    expect(found).toMatchObject({ status: 'problem', message: expect.stringContaining(message) });
    expect(found.remedy).toContain('REDIS_URL');
    expect(JSON.stringify(found)).not.toContain('CANARY');
  });

  it('tells that nothing listens, or that what listens says nothing', async () => {
    const port = await findFreePort();
    expect(await check(`redis://127.0.0.1:${port}`)).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('nothing listens there'),
    });
    const silent = createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    expect(await check(`redis://127.0.0.1:${port}`)).toMatchObject({
      message: expect.stringContaining('no answer came within 3 s'),
    });
    silent.close();
  });

  it('is a line of the command, which ends with 1 and shows no credentials', async () => {
    const environment = { REDIS_URL: `redis://ada:WRONG-CANARY@127.0.0.1:${redis.port}` };
    const { exitCode, stdout, stderr } = await runCommand('api', ['doctor', '--port', '0'], environment);
    expect(stdout).toMatch(/^problem {2}redis {9}Redis at 127\.0\.0\.1:\d+: it does not accept the user/m);
    expect(stdout + stderr).not.toContain('CANARY');
    expect(exitCode).toBe(1);
  });
});
