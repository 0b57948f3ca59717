import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRedis } from '../../../src-api/commands/doctor/redis-check.ts';
import { createSecret } from '../../../src-contracts/secret.ts';
import { createCertificate, type TestCertificate } from '../../support/certificate.ts';
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

  describe('finds a Redis that cannot be used although it answers', () => {
    const others: TestRedis[] = [];
    const folder = mkdtempSync(join(tmpdir(), 'frontdesk-redis-'));
    const certificate = createCertificate(['redis.example.com']);
    const expired = createCertificate(['127.0.0.1'], { days: -1 });
    afterAll(async () => {
      for (const other of others) await other.kill();
      certificate.remove();
      expired.remove();
      rmSync(folder, { recursive: true, force: true });
    });
    const start = async (parametersOf: (free: { port: number }) => string[]): Promise<TestRedis> => {
      const other = await startRedis(parametersOf);
      others.push(other);
      return other;
    };
    const find = (other: TestRedis, scheme = 'redis', path = '') =>
      check(`${scheme}://127.0.0.1:${other.port}${path}`);
    const problem = (message: string, remedy: string) => ({
      status: 'problem',
      message: expect.stringContaining(message),
      remedy: expect.stringContaining(remedy),
    });

    it('because it is a replica', async () => {
      const replica = await start(() => ['--replicaof', '127.0.0.1', String(redis.port), '--dir', folder]);
      expect(await find(replica)).toMatchObject(problem('it is a replica', 'Name the primary'));
    });

    it('because its memory is full', async () => {
      const full = await start(() => ['--maxmemory', '1', '--maxmemory-policy', 'noeviction']);
      expect(await find(full)).toMatchObject(problem('its memory is full', 'allkeys-lru'));
    });

    it('because it cannot save', async () => {
      const unsaved = await start(() => ['--save', '3600', '1', '--dir', folder]);
      rmSync(folder, { recursive: true });
      await unsaved.command('BGSAVE');
      await expect.poll(() => find(unsaved), { timeout: 5_000 }).toMatchObject({ status: 'problem' });
      expect(await find(unsaved)).toMatchObject(problem('it cannot save', 'turn saving off'));
    });

    const startSecure = ({ certFile, keyFile }: TestCertificate) => {
      const tls = ['--tls-cert-file', certFile, '--tls-key-file', keyFile, '--tls-auth-clients', 'no'];
      return start(({ port }) => ['--port', '0', '--tls-port', String(port), ...tls]);
    };
    const runTrusting = async ({ certFile }: TestCertificate, { port }: TestRedis): Promise<string> => {
      const environment = { REDIS_URL: `rediss://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: certFile };
      return (await runCommand('api', ['doctor', '--port', '0'], environment)).stdout;
    };

    it('because its certificate is not trusted, or made for another host', async () => {
      const secure = await startSecure(certificate);
      expect(await find(secure, 'rediss')).toMatchObject(problem('is not trusted', 'NODE_EXTRA_CA_CERTS'));
      expect(await runTrusting(certificate, secure)).toMatch(
        /redis.*its certificate is made for another host/,
      );
      expect(await find(secure)).toMatchObject(problem('the connection failed', 'wants rediss://'));
    });

    it('because its certificate has expired', async () => {
      const secure = await startSecure(expired);
      expect(await runTrusting(expired, secure)).toMatch(/redis.*its certificate has expired/);
    });

    it('because there is no such database', async () => {
      const other = await start(() => []);
      expect(await find(other, 'redis', '/99')).toMatchObject(problem('an error', 'has to exist'));
    });
  });

  it('is a line of the command, which ends with 1 and shows no credentials', async () => {
    const environment = { REDIS_URL: `redis://ada:WRONG-CANARY@127.0.0.1:${redis.port}` };
    const { exitCode, stdout, stderr } = await runCommand('api', ['doctor', '--port', '0'], environment);
    expect(stdout).toMatch(/^problem {2}redis {9}Redis at 127\.0\.0\.1:\d+: it does not accept the user/m);
    expect(stdout + stderr).not.toContain('CANARY');
    expect(exitCode).toBe(1);
  });
});
