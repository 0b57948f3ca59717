import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ApiReady, apiReadySchema, emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { createCertificate, type TestCertificate } from '../../support/certificate.ts';
import { startRedis, type TestRedis } from '../../support/redis-server.ts';
import { type ServerProcess, startServer } from '../../support/server-process.ts';

const secret = `whsec_${btoa('signs the webhooks of this test')}`;
const password = 'REDIS-PASSWORD-CANARY';
const metricsToken = 'METRICS-TOKEN-CANARY';
const usersSchema = z.array(z.object({ id: z.string() })).min(1);
const sessionSchema = z.object({ id: z.string() });
const tokenSchema = z.object({ jwt: z.string() });

/** Two processes and an emulator that tells the first one of what happens, as Clerk does by way of a load balancer. */
describe('two processes of the headless API', () => {
  let redis: TestRedis;
  let certificate: TestCertificate;
  let emulator: ServerProcess<z.infer<typeof emulatorReadySchema>>;
  const apis: ServerProcess<ApiReady>[] = [];

  async function askEmulator(path: string, body?: object): Promise<unknown> {
    const headers = {
      Authorization: `Bearer ${emulator.ready.secretKey}`,
      'Content-Type': 'application/json',
    };
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
    return (await fetch(`${emulator.ready.url}${path}`, { headers, ...sent })).json();
  }

  /** A session of the demo user, and a token of it. */
  async function signIn() {
    const [user] = usersSchema.parse(await askEmulator('/v1/users?email_address=ada@example.com'));
    const { id } = sessionSchema.parse(await askEmulator('/v1/sessions', { user_id: user?.id }));
    const { jwt } = tokenSchema.parse(await askEmulator(`/v1/sessions/${id}/tokens`, {}));
    return { id, headers: { Authorization: `Bearer ${jwt}` } };
  }

  const readMetrics = async (url: string) =>
    (await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${metricsToken}` } })).text();

  const ask = async (index: number, headers: Record<string, string>) =>
    (await fetch(`${apis[index]?.ready.url}/protected`, { headers })).status;

  beforeAll(async () => {
    certificate = createCertificate(['127.0.0.1']);
    const { certFile, keyFile } = certificate;
    const tls = ['--tls-cert-file', certFile, '--tls-key-file', keyFile, '--tls-auth-clients', 'no'];
    const port = ['--port', '0', '--requirepass', password];
    redis = await startRedis(({ port: free }) => [...port, '--tls-port', String(free), ...tls]);
    emulator = await startServer('emulator', ['--port', '0'], emulatorReadySchema);
    const environment = {
      FRONTDESK_EMULATOR_URL: emulator.ready.url,
      CLERK_WEBHOOK_SIGNING_SECRET: secret,
      REDIS_URL: `rediss://:${password}@127.0.0.1:${redis.port}`,
      NODE_EXTRA_CA_CERTS: certFile,
      FRONTDESK_RATE_LIMIT_PER_TOKEN: '30',
      FRONTDESK_METRICS_TOKEN: metricsToken,
    };
    for (let count = 0; count < 2; count += 1)
      apis.push(await startServer('api', ['--port', '0'], apiReadySchema, environment));
    await askEmulator('/_emulator/webhooks', { url: `${apis[0]?.ready.url}/webhooks/clerk`, secret });
    // Four processes, one after the other, on a machine that may be busy.
  }, 60_000);
  afterAll(async () => {
    for (const server of [...apis, emulator]) await server.stop();
    await redis.kill();
    certificate.remove();
  });

  it('share state by a Redis with TLS and a password, which no log holds', async () => {
    for (const { ready, log } of apis) {
      const readiness = async () => (await fetch(`${ready.url}/readyz`)).json();
      // An API does not wait long for its Redis when it starts.
      await expect.poll(readiness, { timeout: 5_000 }).toMatchObject({ checks: { redis: 'ok' } });
      expect(await readMetrics(ready.url)).toContain('frontdesk_redis_up 1');
      expect(log()).toContain('state is shared');
      expect(log()).not.toContain(password);
    }
  });

  it('refuse a session soon after Clerk told one of them that it was revoked', async () => {
    const { id, headers } = await signIn();
    expect([await ask(0, headers), await ask(1, headers)]).toEqual([200, 200]);
    await askEmulator(`/v1/sessions/${id}/revoke`, {});
    // Sooner than the 5 seconds for which each of them would take it for active.
    await expect.poll(() => ask(1, headers), { timeout: 4_000, interval: 20 }).toBe(401);
    expect(await ask(0, headers)).toBe(401);
  });

  it('count the requests of a token together', async () => {
    const { headers } = await signIn();
    const answers: number[] = [];
    for (let count = 0; count < 40; count += 1) answers.push(await ask(count % 2, headers));
    expect(answers.indexOf(429)).toBe(30);
    expect(answers.slice(30).every((status) => status === 429)).toBe(true);
  });

  it('go on when Redis is killed, and say so without its password', async () => {
    const { headers } = await signIn();
    await redis.kill();
    const first = apis[0];
    await expect.poll(() => first?.log(), { timeout: 5_000 }).toContain('goes on alone');
    expect([await ask(0, headers), await ask(1, headers)]).toEqual([200, 200]);
    expect(await readMetrics(first?.ready.url ?? '')).toContain('frontdesk_redis_up 0');
    await redis.restart();
    await expect.poll(() => first?.log(), { timeout: 5_000 }).toContain('shared again');
    expect(first?.log()).not.toMatch(/CANARY/);
  });
});
