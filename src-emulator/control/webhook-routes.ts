import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { removeEndpoint, requireEndpoint, sendAgain } from '../operations/webhooks.ts';
import { createEndpointRecord } from '../state/webhook-endpoint.ts';
import type { WebhookDelivery } from '../state/webhook-records.ts';
import { type ControlHandle, readControlBody } from './call.ts';
import { webhookEndpointChangesSchema, webhookEndpointSchema } from './webhook-bodies.ts';

const maximumListed = 200;

/** Who is told of events, and what became of each delivery: the newest 200, newest first. */
export function addWebhookControlRoutes(
  router: Router,
  handle: ControlHandle,
  context: EmulatorContext,
): void {
  const { store, clock } = context;
  const listDeliveries = () => store.webhooks.deliveries.slice(-maximumListed).reverse();

  router
    .route('/_emulator/webhooks')
    .get(
      handle(() => ({
        endpoints: store.webhooks.endpoints,
        deliveries: listDeliveries().map(({ payload: _payload, ...delivery }) => delivery),
      })),
    )
    .post(
      handle((request) => {
        const endpoint = createEndpointRecord(readControlBody(webhookEndpointSchema, request), clock());
        store.webhooks.endpoints.push(endpoint);
        return endpoint;
      }),
    );
  router
    .route('/_emulator/webhooks/deliveries')
    .get(handle(() => ({ deliveries: listDeliveries().map(withEvent) })))
    .delete(
      handle(() => {
        store.webhooks.deliveries = [];
        return { deliveries: [] };
      }),
    );
  router.post(
    '/_emulator/webhooks/deliveries/:id/resend',
    handle((request) => withEvent(sendAgain(context, String(request.params.id)))),
  );
  router
    .route('/_emulator/webhooks/:id')
    .patch(
      handle((request) => {
        const endpoint = requireEndpoint(context, String(request.params.id));
        const changes = readControlBody(webhookEndpointChangesSchema, request);
        return Object.assign(endpoint, changes, { updatedAt: clock() });
      }),
    )
    .delete(
      handle((request) => {
        const endpoint = requireEndpoint(context, String(request.params.id));
        removeEndpoint(context, endpoint);
        return { id: endpoint.id, deleted: true };
      }),
    );
}

const withEvent = ({ payload, ...delivery }: WebhookDelivery) => ({
  ...delivery,
  event: JSON.parse(payload),
});
