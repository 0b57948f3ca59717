import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { apiReadySchema, emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { type ServerProcess, startServer } from '../../support/server-process.ts';

const usersSchema = z.array(z.object({ id: z.string() })).min(1);
const sessionSchema = z.object({ id: z.string() });
const tokenSchema = z.object({ jwt: z.string() });
const latency = { kind: 'latency', api: 'backend', path: '/v1/sessions/*', milliseconds: 1_000 };

describe('the headless API that is told to end', () => {
  let emulator: ServerProcess<z.infer<typeof emulatorReadySchema>>;

  async function askEmulator(path: string, body?: object, method = 'POST'): Promise<unknown> {
    const { url, secretKey } = emulator.ready;
    const headers = { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' };
    const sent = body ? { method, body: JSON.stringify(body) } : {};
    return (await fetch(`${url}${path}`, { headers, ...sent })).json();
  }

  beforeAll(async () => {
    emulator = await startServer('emulator', ['--port', '0'], emulatorReadySchema);
  });
  afterAll(() => emulator.stop());

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s, even by several, answers the request that runs, and ends well',
    async (signal) => {
      const [user] = usersSchema.parse(await askEmulator('/v1/users?email_address=ada@example.com'));
      const { id } = sessionSchema.parse(await askEmulator('/v1/sessions', { user_id: user?.id }));
      const { jwt } = tokenSchema.parse(await askEmulator(`/v1/sessions/${id}/tokens`, {}));
      const environment = { FRONTDESK_EMULATOR_URL: emulator.ready.url };
      const { ready, child } = await startServer('api', ['--port', '0'], apiReadySchema, environment);
      const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
      // As browsers do, in case they will ask something.
      const waiting = connect(Number(new URL(ready.url).port), '127.0.0.1').on('error', () => undefined);
      await askEmulator('/_emulator/faults', { rules: [latency] }, 'PUT');

      const running = fetch(`${ready.url}/v1/me`, { headers: { Authorization: `Bearer ${jwt}` } });
      const isAsked = async () => JSON.stringify(await askEmulator('/_emulator/faults'));
      await expect.poll(isAsked, { timeout: 3_000, interval: 20 }).toContain('"struck":1');
      child.kill(signal);
      await expect.poll(() => fetch(ready.url).catch(() => 'refused'), { timeout: 4_000 }).toBe('refused');
      child.kill(signal);
      expect((await running).status).toBe(200);
      expect(await exited).toBe(0);
      waiting.destroy();
      await askEmulator('/_emulator/faults', { rules: [] }, 'PUT');
    },
  );
});
