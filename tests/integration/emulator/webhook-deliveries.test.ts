import { describe, expect, it, vi } from 'vitest';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { minutes } from './harness.ts';
import { createWebhookReceiver, setUpWebhooks } from './webhook-receiver.ts';

const { control, createMary, receiver, restart, subscribe } = setUpWebhooks();

/** Until the emulator has noted what became of all deliveries. */
const settled = () =>
  vi.waitFor(async () => {
    const deliveries = await control.webhooks.deliveries();
    expect(deliveries.every(({ attempts }) => attempts.length > 0)).toBe(true);
    return deliveries;
  });

describe('deliveries', () => {
  it('are tried again by the clock of the emulator until one is accepted', async () => {
    await subscribe();
    receiver.refuseNext(500, 503);
    await createMary();
    await settled();
    await control.advanceClock(5_000);
    await receiver.receive(2);
    const [refused] = await vi.waitFor(async () => {
      const deliveries = await control.webhooks.deliveries();
      expect(deliveries[0]?.attempts).toHaveLength(2);
      return deliveries;
    });
    expect(refused).toMatchObject({
      status: 'pending',
      attempts: [
        { status: 500, error: 'answered 500' },
        { status: 503, error: 'answered 503' },
      ],
    });
    await control.advanceClock(minutes(5));
    const received = await receiver.receive(3);
    expect(new Set(received.map(({ id }) => id))).toStrictEqual(new Set([refused?.eventId]));
    await vi.waitFor(async () =>
      expect(await control.webhooks.deliveries()).toMatchObject([
        { status: 'delivered', nextAttemptAt: null },
      ]),
    );
  });

  it('fail for good after eight attempts, and can be sent again', async () => {
    await receiver.close();
    await subscribe();
    await createMary();
    for (const count of [1, 2, 3, 4, 5, 6, 7, 8]) {
      await vi.waitFor(async () =>
        expect((await control.webhooks.deliveries())[0]?.attempts).toHaveLength(count),
      );
      await control.advanceClock(minutes(600));
    }
    const [delivery] = await control.webhooks.deliveries();
    expect(delivery).toMatchObject({ status: 'failed', nextAttemptAt: null });
    expect(delivery?.attempts[0]).toMatchObject({ status: null, error: 'not reached (ECONNREFUSED)' });
    await control.resetClock();
    const next = await createWebhookReceiver();
    next.expectSecret((await control.webhooks.list())[0]?.secret ?? '');
    await control.webhooks.update(delivery?.endpointId ?? '', { url: next.url });
    await control.webhooks.resend(delivery?.id ?? '');
    expect(await next.receive(1)).toMatchObject([{ id: delivery?.eventId }]);
    await next.close();
  });

  it('neither delay nor fail what caused them', async () => {
    await subscribe({ url: 'http://127.0.0.1:1/nobody' });
    const user = await createMary();
    expect(user.id).toMatch(/^user_/);
  });

  it('outlive the emulator with a data folder', async () => {
    const dataDir = await makeTemporaryFolder();
    await restart({ dataDir });
    const target = receiver.url;
    await subscribe({ url: 'http://127.0.0.1:1/nobody' });
    await createMary();
    await settled();
    await restart({ dataDir });
    const [endpoint] = await control.webhooks.list();
    await control.webhooks.update(endpoint?.id ?? '', { url: target });
    await control.advanceClock(5_000);
    const [first] = await receiver.receive(1);
    expect(first?.event).toMatchObject({ type: 'user.created' });
  });
});
