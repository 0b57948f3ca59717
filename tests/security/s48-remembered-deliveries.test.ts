import { expect, it, vi } from 'vitest';
import { createWebhookReceiver } from '../../src-api/webhooks/webhook-receiver.ts';
import { eventOf, signDelivery, webhookSecret } from '../integration/api/support/webhook-sender.ts';

const revocation = eventOf('session.revoked', { id: 'sess_ada', user_id: 'user_ada' });

// Of the receiver itself: ten thousand requests would take longer than all other tests of S48.
it('S48: remembers 10,000 deliveries and no more', async () => {
  const invalidate = vi.fn(async () => undefined);
  const receiver = createWebhookReceiver({ secret: webhookSecret, invalidate, now: () => 0 });
  const receive = ({ headers, body }: ReturnType<typeof signDelivery>) =>
    receiver.receive(headers, Buffer.from(body));

  const [first, second] = [signDelivery(revocation), signDelivery(revocation)];
  for (const delivery of [first, second, first]) await receive(delivery);
  expect(invalidate).toHaveBeenCalledTimes(2);
  for (let others = 0; others < 9_999; others += 1) await receive(signDelivery(eventOf('email.created', {})));
  await receive(second);
  expect(invalidate).toHaveBeenCalledTimes(2);
  await receive(first);
  expect(invalidate).toHaveBeenCalledTimes(3);
}, 60_000);
