import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { WebhookDelivery, WebhookEndpoint, WebhookEventType } from '../state/webhook-records.ts';

const maximumDeliveries = 1000;

/** Throws 404 when there is no such endpoint. */
export function requireEndpoint({ store }: EmulatorContext, id: string): WebhookEndpoint {
  const endpoint = store.webhooks.endpoints.find((candidate) => candidate.id === id);
  if (!endpoint) throw resourceNotFound('webhook endpoint', id);
  return endpoint;
}

/** Removes the endpoint with all that was to be sent to it, and what was. */
export function removeEndpoint({ store }: EmulatorContext, endpoint: WebhookEndpoint): void {
  const { webhooks } = store;
  webhooks.endpoints = webhooks.endpoints.filter((other) => other !== endpoint);
  webhooks.deliveries = webhooks.deliveries.filter((delivery) => delivery.endpointId !== endpoint.id);
}

/** Addresses an event to each endpoint that has chosen its type. The log keeps 1000, the finished ones go first. */
export function addDeliveries(
  { store, clock }: EmulatorContext,
  event: { id: string; type: WebhookEventType; payload: string },
): void {
  const now = clock();
  const { webhooks } = store;
  for (const { id, events, disabled } of webhooks.endpoints)
    if (!disabled && (events.length === 0 || events.includes(event.type)))
      webhooks.deliveries.push({
        id: createId('dlv'),
        endpointId: id,
        eventId: event.id,
        type: event.type,
        payload: event.payload,
        status: 'pending',
        attempts: [],
        nextAttemptAt: now,
        createdAt: now,
      });
  while (webhooks.deliveries.length > maximumDeliveries) {
    const finished = webhooks.deliveries.findIndex(({ status }) => status !== 'pending');
    webhooks.deliveries.splice(Math.max(finished, 0), 1);
  }
}

/** Lets it be sent once more, whatever became of it. */
export function sendAgain({ store, clock }: EmulatorContext, id: string): WebhookDelivery {
  const delivery = store.webhooks.deliveries.find((candidate) => candidate.id === id);
  if (!delivery) throw resourceNotFound('webhook delivery', id);
  delivery.status = 'pending';
  delivery.nextAttemptAt = clock();
  return delivery;
}
