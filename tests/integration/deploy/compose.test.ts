import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createLogger } from '../../../src-api/logger.ts';
import { connectRedis } from '../../../src-api/shared/redis-connection.ts';
import { createSharedState } from '../../../src-api/shared/shared-state.ts';
import { createSecret } from '../../../src-contracts/secret.ts';
import { findFreePort } from '../../support/port.ts';
import { startRedis, type TestRedis } from '../../support/redis-server.ts';
import { projectFolder } from '../../support/server-process.ts';
import { ask, createInstallation, readDeployFile } from './installation.ts';

const hardened = {
  restart: z.literal('unless-stopped'),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
};
/** What is not named here must not be there: no environment for Redis, no published port, no privilege. */
const composeSchema = z.strictObject({
  name: z.string(),
  services: z.strictObject({
    api: z.strictObject({
      ...hardened,
      image: z.literal('frontdesk-api'),
      build: z.strictObject({ context: z.literal('../..'), dockerfile: z.string() }),
      command: z.array(z.string()),
      environment: z.record(z.string().regex(/_FILE$/), z.string()),
      secrets: z.array(z.string()),
      volumes: z.tuple([z.string().endsWith(':ro')]),
      ports: z.tuple([z.string().startsWith('127.0.0.1:')]),
      networks: z.array(z.string()),
      depends_on: z.array(z.string()),
      stop_grace_period: z.literal('15s'),
    }),
    redis: z.strictObject({
      ...hardened,
      image: z.string().regex(/^redis:[67]/),
      command: z.array(z.string()),
      user: z.string().regex(/^[1-9]\d*:[1-9]\d*$/),
      secrets: z.array(z.string()),
      networks: z.array(z.string()),
    }),
  }),
  networks: z.record(
    z.string(),
    z.strictObject({
      internal: z.literal(true).optional(),
      ipam: z.object({ config: z.tuple([z.object({ gateway: z.ipv4() })]) }).optional(),
    }),
  ),
  secrets: z.record(z.string(), z.strictObject({ file: z.string().startsWith('./secrets/') })),
});
const compose = composeSchema.parse(parse(readDeployFile('compose/compose.yaml')));
const { api, redis } = compose.services;

const guide = readFileSync(join(projectFolder, 'docs/guide/deploy/compose.md'), 'utf8');
const password = 'PASSWORD-CANARY';
/** A secret as the guide makes it, by `printf '…%s…' "$PASSWORD" > secrets/name`. */
const secretOf = (name: string): string => {
  const format = new RegExp(`printf '([^']+)' "\\$PASSWORD" > secrets/${name}$`, 'm').exec(guide)?.[1] ?? '';
  expect(format).toContain('%s');
  return format.replaceAll('\\n', '\n').replace('%s', password);
};

describe('the Compose file', () => {
  const installation = createInstallation('compose/api.json');
  const folder = mkdtempSync(join(tmpdir(), 'frontdesk-compose-'));
  let server: TestRedis;
  beforeAll(async () => {
    writeFileSync(join(folder, 'redis-users'), secretOf('redis-users'));
    const parameters = redis.command.slice(1).map((word) => word.replace('/run/secrets', folder));
    server = await startRedis(() => parameters);
  });
  afterAll(async () => {
    await server.kill();
    await installation.remove();
    rmSync(folder, { recursive: true });
  });
  const urlOf = (port: number) => secretOf('redis-url').trim().replace('@redis:6379', `@127.0.0.1:${port}`);

  it('names each secret as a file, gives it to who needs it, and holds none', () => {
    const used = [...api.secrets, ...redis.secrets];
    expect(used.toSorted()).toEqual(Object.keys(compose.secrets).toSorted());
    for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./secrets/${name}`);
    expect(Object.values(api.environment)).toEqual(api.secrets.map((name) => `/run/secrets/${name}`));
    expect(redis.command).toContain(`/run/secrets/${redis.secrets[0]}`);
    expect(readDeployFile('compose/.gitignore')).toBe('secrets/\n');
    for (const file of ['compose.yaml', 'api.json'])
      expect(readDeployFile(`compose/${file}`)).not.toMatch(/sk_(test|live)_|whsec_|redis:\/\//);
  });

  it('lets nobody but the API reach Redis, and names the gateway as the proxy', () => {
    expect(redis.networks.filter((name) => compose.networks[name]?.internal !== true)).toEqual([]);
    expect(api.networks).toEqual(expect.arrayContaining(redis.networks));
    expect(secretOf('redis-url')).toContain(`@${Object.keys(compose.services)[1]}:6379`);
    const gateways = api.networks.flatMap((name) => compose.networks[name]?.ipam?.config[0].gateway ?? []);
    expect(JSON.parse(readDeployFile('compose/api.json')).FRONTDESK_TRUSTED_PROXIES).toEqual(gateways);
  });

  it('starts an API that serves its host', async () => {
    const port = await findFreePort();
    writeFileSync(installation.pathOf('/run/secrets/redis-url'), urlOf(server.port));
    const environment = Object.fromEntries(
      Object.entries(api.environment).map(([name, path]) => [name, installation.pathOf(path)]),
    );
    const args = api.command.map((word) => (word.startsWith('/') ? installation.pathOf(word) : word));
    const image = { NODE_ENV: 'production', FRONTDESK_HOST: '0.0.0.0', FRONTDESK_PORT: String(port) };
    const ready = await installation.start(['frontdesk-api.mjs', ...args], { ...image, ...environment });
    expect(ready.connection).toBe('instance');
    for (const host of ['api.example.com', `127.0.0.1:${port}`])
      expect((await ask(port, '/healthz', host)).status).toBe(200);
    expect((await ask(port, '/healthz', 'evil.example.com')).status).toBe(421);
  });

  it('starts a Redis in which the API may do all that it does, and nobody anything else', async () => {
    const url = createSecret(urlOf(server.port));
    const logger = createLogger('silent');
    const options = { issuer: 'https://clerk.example.com', userMilliseconds: 60_000, logger };
    const shared = await createSharedState({ url, ...options, onChange: () => undefined });
    const heard: unknown[] = [];
    shared.onAnnounced((what) => void heard.push(what));
    expect(shared.state()).toBe('ok');
    await expect
      .poll(async () => {
        await shared.announce({ kind: 'user', id: 'user_ada' });
        return heard;
      })
      .toContainEqual({ kind: 'user', id: 'user_ada' });
    shared.close();

    expect(await server.command('PING')).toMatch(/^-NOAUTH/);
    const redisOptions = { url, prefix: 'frontdesk:1:', logger, onChange: () => undefined };
    const connection = await connectRedis(redisOptions);
    const script = 'return redis.call("INCR", KEYS[1])';
    expect(await connection.send(['EVAL', script, '1', 'frontdesk:1:count'])).toBe(1);
    await expect(connection.send(['SCRIPT', 'LOAD', script])).resolves.toMatch(/^[0-9a-f]{40}$/);
    await expect(connection.send(['GET', 'other'])).rejects.toThrow('NOPERM');
    connection.close();
  });
});
