import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runEmbedded } from '../../../src-api/embedded.ts';
import {
  type ApiProcessMessage,
  type ApiStart,
  apiProcessMessageSchema,
} from '../../../src-contracts/api-process.ts';
import { launchTokenHeader } from '../../../src-contracts/brand.ts';

const start: ApiStart = {
  type: 'start',
  port: 0,
  clerk: { connection: 'public', publishableKey: 'pk_test_x', issuer: 'https://clerk.example.com' },
  authorizedParties: ['frontdesk://app'],
  launchToken: 'L'.repeat(43),
  logLevel: 'silent',
};

/** Stands in for Electron's parentPort. */
function startEmbedded() {
  const listeners: ((event: { data: unknown }) => void)[] = [];
  const waiting: ((message: ApiProcessMessage) => void)[] = [];
  const exitCodes: number[] = [];
  const stop = runEmbedded(
    {
      on: (_event, listener) => void listeners.push(listener),
      postMessage: (message) => waiting.shift()?.(apiProcessMessageSchema.parse(message)),
    },
    (code) => void exitCodes.push(code),
  );
  return {
    exitCodes,
    stop,
    tell: (data: unknown) => {
      for (const listener of listeners) listener({ data });
    },
    answer: () => new Promise<ApiProcessMessage>((resolve) => waiting.push(resolve)),
  };
}

describe('runEmbedded', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });
  const embed = () => {
    const embedded = startEmbedded();
    stops.push(embedded.stop);
    return embedded;
  };

  it('listens once it is told everything, and asks for the launch token', async () => {
    const embedded = embed();
    const answer = embedded.answer();
    embedded.tell(start);
    const message = await answer;
    if (message.type !== 'ready') throw new Error(message.problem.reason);
    expect(message.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(message.url)).status).toBe(401);
    const headers = { [launchTokenHeader]: start.launchToken };
    expect(await (await fetch(message.url, { headers })).json()).toMatchObject({ connection: 'public' });
  });

  it.each([
    ['nothing', undefined],
    ['another message', { type: 'hello' }],
    ['a start without a launch token', { ...start, launchToken: undefined }],
    ['a start with something more', { ...start, extra: 1 }],
  ])('answers that it was told %s, without repeating it', async (_name, data) => {
    const embedded = embed();
    const answer = embedded.answer();
    embedded.tell(data);
    const message = await answer;
    expect(message).toMatchObject({ type: 'failed', code: 'invalid-settings' });
    expect(JSON.stringify(message)).not.toContain(start.launchToken);
  });

  it('answers that its port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const embedded = embed();
    const answer = embedded.answer();
    embedded.tell({ ...start, port });
    expect(await answer).toMatchObject({ type: 'failed', code: 'port-in-use' });
    other.close();
  });

  it('answers that a key cannot be used', async () => {
    const embedded = embed();
    const answer = embedded.answer();
    const jwtKey = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----';
    embedded.tell({ ...start, clerk: { ...start.clerk, jwtKey } });
    expect(await answer).toMatchObject({ code: 'invalid-settings', problem: { setting: 'CLERK_JWT_KEY' } });
  });

  it('closes its server and exits when it is told to stop', async () => {
    const embedded = startEmbedded();
    const answer = embedded.answer();
    embedded.tell(start);
    const message = await answer;
    embedded.tell({ type: 'stop' });
    await expect.poll(() => embedded.exitCodes).toEqual([0]);
    await expect(fetch(message.type === 'ready' ? message.url : '')).rejects.toThrow();
  });

  it('exits at once when it is stopped before it was started', async () => {
    const embedded = startEmbedded();
    embedded.tell({ type: 'stop' });
    await expect.poll(() => embedded.exitCodes).toEqual([0]);
  });
});
