import type { EmulatorContext } from '../context.ts';
import { readRequestOrigin } from '../http/request-origin.ts';
import { addDeliveries } from '../operations/webhooks.ts';
import { createId } from '../state/identifiers.ts';
import { createDeliverer, type DelivererDependencies } from './deliverer.ts';
import { createEventWatch } from './event-watch.ts';
import type { EmulatedEvent } from './watcher.ts';

/** Tells subscribers what happens. Around each save: `collect` before it, `send` after. */
export type WebhookSender = {
  /** Puts what has happened since the last call into the log, so that it is saved with what caused it. Never throws. */
  collect(): void;
  /** Sends in the background what is due. Never throws, never waits. */
  send(): void;
  close(): void;
};

export function createWebhookSender(
  dependencies: DelivererDependencies & { warn: (line: string) => void },
): WebhookSender {
  const { context } = dependencies;
  const watch = createEventWatch(context);
  const deliverer = createDeliverer(dependencies);
  return {
    collect() {
      if (context.store.webhooks.endpoints.length === 0) return watch.rest();
      try {
        for (const event of watch.collect())
          addDeliveries(context, {
            id: createId('msg'),
            type: event.type,
            payload: JSON.stringify(eventBody(event, context)),
          });
      } catch (error) {
        // The request that caused the event has nothing to do with it.
        dependencies.warn(`a webhook could not be made: ${String(error)}`);
      }
    },
    send: deliverer.wake,
    close: deliverer.close,
  };
}

function eventBody({ type, data }: EmulatedEvent, { clock, instance }: EmulatorContext) {
  const { clientIp, userAgent } = readRequestOrigin();
  return {
    data,
    event_attributes: { http_request: { client_ip: clientIp, user_agent: userAgent } },
    instance_id: instance.id,
    object: 'event',
    timestamp: clock(),
    type,
  };
}
