import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createWebhookReceiver } from '../../src-api/webhooks/webhook-receiver.ts';
import { readProblem, readProblemCode } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';
import { deliver, eventOf, signDelivery, webhookSecret } from '../integration/api/support/webhook-sender.ts';

const clock = { time: 0 };
const minutes = (count: number) => new Date(Date.now() + count * 60_000);
const revocation = eventOf('session.revoked', { id: 'sess_ada', user_id: 'user_ada' });

describe('S48: a webhook counts only when Clerk signed it, a moment ago, and once', () => {
  const running = useApi({ now: () => clock.time, extra: { webhookSecret } });

  /** How often Clerk is asked for the session: once after each webhook that counted. */
  const askAgain = async (): Promise<number> => {
    const { api, clerk } = running();
    clerk.requests.length = 0;
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    return clerk.requests.filter((request) => request === 'GET /v1/sessions/sess_ada').length;
  };

  beforeEach(async () => {
    await deliver(running().api, revocation);
    expect(await askAgain()).toBe(1);
    expect(await askAgain()).toBe(0);
  });

  it.each([
    ['of another secret', { secret: `whsec_${btoa('somebody else signs with this')}` }],
    ['made six minutes ago', { signedAt: minutes(-6) }],
    ['six minutes ahead', { signedAt: minutes(6) }],
  ])('refuses a signature %s', async (_name, delivery) => {
    const response = await deliver(running().api, revocation, delivery);
    expect(await readProblem(response)).toMatchObject({ status: 400, code: 'webhook-signature-invalid' });
    expect(await askAgain()).toBe(0);
  });

  it('takes one that is four minutes old', async () => {
    expect((await deliver(running().api, revocation, { signedAt: minutes(-4) })).status).toBe(204);
    expect(await askAgain()).toBe(1);
  });

  it('refuses a body, an id or a time other than those that were signed', async () => {
    const { api } = running();
    const { headers, body, method } = signDelivery(revocation);
    for (const changed of [
      { method, headers, body: body.replace('sess_ada', 'sess_eve') },
      { method, headers, body: `${body} ` },
      { method, body, headers: { ...headers, 'svix-id': 'msg_other' } },
      {
        method,
        body,
        headers: { ...headers, 'svix-timestamp': String(Math.floor(Date.now() / 1_000) - 60) },
      },
      { method, body, headers: { ...headers, 'svix-signature': 'v1,AAAA' } },
      {
        method,
        body,
        headers: { ...headers, 'svix-signature': headers['svix-signature'].replace('v1', 'v2') },
      },
    ])
      expect(await readProblemCode(await api.request('/webhooks/clerk', changed))).toBe(
        'webhook-signature-invalid',
      );
    expect(await askAgain()).toBe(0);
  });

  it.each(['svix-id', 'svix-timestamp', 'svix-signature'])('refuses one without %s', async (missing) => {
    const delivery = signDelivery(revocation);
    const headers = Object.fromEntries(Object.entries(delivery.headers).filter(([name]) => name !== missing));
    const response = await running().api.request('/webhooks/clerk', { ...delivery, headers });
    expect(await readProblemCode(response)).toBe('webhook-signature-invalid');
  });

  it('does nothing when a delivery comes again within ten minutes', async () => {
    const { api } = running();
    const again = signDelivery(revocation);
    expect((await api.request('/webhooks/clerk', again)).status).toBe(204);
    expect(await askAgain()).toBe(1);
    expect((await api.request('/webhooks/clerk', again)).status).toBe(204);
    expect(await askAgain()).toBe(0);
  });

  it('remembers 10,000 deliveries and no more', async () => {
    let taken = 0;
    // Without HTTP, which would be 10,000 requests more.
    const receiver = createWebhookReceiver({
      secret: webhookSecret,
      now: () => 0,
      async invalidate() {
        taken += 1;
      },
    });
    const receive = ({ headers, body }: ReturnType<typeof signDelivery>) =>
      receiver.receive(headers, Buffer.from(body));
    const first = signDelivery(revocation);
    await receive(first);
    for (let count = 1; count < 10_000; count += 1) {
      await receive(signDelivery(eventOf('email.created', {})));
      // Connections of the other tests have to be noticed when they end meanwhile.
      if (count % 100 === 0) await setImmediate();
    }
    await receive(first);
    expect(taken).toBe(1);
    await receive(signDelivery(eventOf('email.created', {})));
    await receive(first);
    expect(taken).toBe(2);
  }, 60_000);

  it('takes JSON of at most 256 KiB, and only events', async () => {
    const { api } = running();
    const { headers, body } = signDelivery(revocation);
    const send = (init: RequestInit) => api.request('/webhooks/clerk', { method: 'POST', ...init });
    expect(
      await readProblemCode(await send({ body, headers: { ...headers, 'Content-Type': 'text/plain' } })),
    ).toBe('unsupported-media-type');
    expect(await readProblem(await send({ headers, body: `"${'x'.repeat(262_144)}"` }))).toMatchObject({
      code: 'payload-too-large',
      detail: 'Send at most 256 KiB.',
    });
    expect(await readProblemCode(await deliver(api, { type: 7, data: {} }))).toBe('invalid-request');
    expect(await readProblemCode(await deliver(api, '{"type":'))).toBe('webhook-signature-invalid');
  });

  it('logs neither the secret nor what was sent', async () => {
    const { api } = running();
    await deliver(api, '{"type":"CANARY');
    await deliver(api, eventOf('user.updated', { id: 'CANARY', secret: 'CANARY' }), { id: 'CANARY' });
    expect(api.readLog()).toContain('webhook-signature-invalid');
    expect(api.readLog()).not.toMatch(/CANARY|whsec_/);
  });
});
