import { Webhook } from 'standardwebhooks';
import { createSecret } from '../../../../src-contracts/secret.ts';
import type { ApiUnderTest } from './api-under-test.ts';

/** Signs for tests only. */
const fixtureWebhookSecret = `whsec_${btoa('WEBHOOK-SECRET-CANARY-of-the-fixture')}`;
export const webhookSecret = createSecret(fixtureWebhookSecret);

let count = 0;

export type Delivery = {
  /** The id of the delivery; a new one where it is left out. */
  id?: string;
  signedAt?: Date;
  secret?: string;
};

/** A delivery as Clerk's webhooks make it: headers and body. */
export function signDelivery(event: unknown, { id, signedAt = new Date(), secret }: Delivery = {}) {
  count += 1;
  const deliveryId = id ?? `msg_${count}`;
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  return {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/json',
      'svix-id': deliveryId,
      'svix-timestamp': String(Math.floor(signedAt.getTime() / 1_000)),
      'svix-signature': new Webhook(secret ?? fixtureWebhookSecret).sign(deliveryId, signedAt, body),
    },
  };
}

export const eventOf = (type: string, data: Record<string, unknown>) => ({
  object: 'event',
  type,
  data,
  timestamp: 1_795_000_000_000,
  instance_id: 'ins_fixture',
  event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: 'Clerk' } },
});

export const deliver = (api: ApiUnderTest, event: unknown, delivery?: Delivery): Promise<Response> =>
  api.request('/webhooks/clerk', signDelivery(event, delivery));
