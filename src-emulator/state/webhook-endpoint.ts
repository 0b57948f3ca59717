import { createId, createWebhookSecret } from './identifiers.ts';
import type { WebhookEndpoint, WebhookEventType } from './webhook-records.ts';

export type WebhookEndpointFields = {
  url: string;
  /** None or an empty list: every event. */
  events?: readonly WebhookEventType[] | undefined;
  /** Made up when left out. */
  secret?: string | undefined;
  disabled?: boolean | undefined;
};

export function createEndpointRecord(fields: WebhookEndpointFields, now: number): WebhookEndpoint {
  return {
    id: createId('ep'),
    url: fields.url,
    events: [...(fields.events ?? [])],
    secret: fields.secret ?? createWebhookSecret(),
    disabled: fields.disabled ?? false,
    createdAt: now,
    updatedAt: now,
  };
}
