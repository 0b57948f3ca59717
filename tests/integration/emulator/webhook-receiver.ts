import { createServer } from 'node:http';
import { verifyWebhook, type WebhookEvent } from '@clerk/backend/webhooks';
import { afterEach, beforeEach } from 'vitest';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator, standIn } from './emulator-fixture.ts';

type Received = { id: string; event: WebhookEvent };

/** A server on a free port that takes webhooks as an application of Clerk's would: by `verifyWebhook`. */
export async function createWebhookReceiver() {
  const received: Received[] = [];
  const refusals: number[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let secret = '';

  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers))
      if (typeof value === 'string') headers.set(name, value);
    try {
      const status = refusals.shift();
      const body = Buffer.concat(chunks);
      const event = await verifyWebhook(
        new Request('http://receiver.example/', { method: 'POST', headers, body }),
        { signingSecret: secret },
      );
      response.statusCode = status ?? 204;
      received.push({ id: headers.get('svix-id') ?? '', event });
    } catch {
      response.statusCode = 400;
    }
    response.end();
    for (const wait of [...waiting]) if (received.length >= wait.count) wait.resolve();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;

  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    /** What signatures are checked with from now on. */
    expectSecret(next: string) {
      secret = next;
    },
    /** Answers the next ones with these, though their signatures are right. */
    refuseNext: (...statuses: number[]) => void refusals.push(...statuses),
    /** What has come with a right signature, once there is as much as that. */
    async receive(count: number): Promise<Received[]> {
      if (received.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return received;
    },
    types: () => received.map(({ event }) => event.type),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
type WebhookReceiver = Awaited<ReturnType<typeof createWebhookReceiver>>;

/** An emulator and a receiver of its webhooks for each test of the file that calls this. */
export function setUpWebhooks() {
  let running: WebhookReceiver | undefined;
  beforeEach(async () => {
    running = await createWebhookReceiver();
  });
  afterEach(() => running?.close());
  const receiver = standIn(() => {
    if (!running) throw new Error('the receiver is not running');
    return running;
  });
  const { emulator, control, restart } = setUpEmulator();
  const clerk = setUpClerk(emulator);

  return {
    emulator,
    control,
    restart,
    clerk,
    receiver,
    /** Has webhooks sent to the receiver, or to where `fields` say. */
    async subscribe(fields: Partial<Parameters<typeof control.webhooks.create>[0]> = {}) {
      const endpoint = await control.webhooks.create({ url: receiver.url, ...fields });
      receiver.expectSecret(endpoint.secret);
      return endpoint;
    },
    /** Something to tell of. */
    createMary: () =>
      clerk.users.createUser({
        emailAddress: ['mary@example.com'],
        firstName: 'Mary',
        skipPasswordRequirement: true,
      }),
  };
}
