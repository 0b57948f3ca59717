import { z } from 'zod';
import type { webhookEndpointSchema } from './control/webhook-bodies.ts';

const endpointSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  secret: z.string(),
  disabled: z.boolean(),
});
const deliverySchema = z.object({
  id: z.string(),
  endpointId: z.string(),
  eventId: z.string(),
  type: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.array(
    z.object({ at: z.number(), status: z.number().nullable(), error: z.string().nullable() }),
  ),
  nextAttemptAt: z.number().nullable(),
  createdAt: z.number(),
  event: z.looseObject({ type: z.string(), data: z.looseObject({}), timestamp: z.number() }),
});
const deletedSchema = z.object({ id: z.string(), deleted: z.literal(true) });
const listSchema = z.object({ deliveries: z.array(deliverySchema) });

type Call = <Schema extends z.ZodType>(
  schema: Schema,
  method: string,
  path: string,
  body?: object,
) => Promise<z.output<Schema>>;
type Fields = z.input<typeof webhookEndpointSchema>;

/** Webhooks of a running emulator: who is told, and what became of it. */
export const createWebhookCalls = (call: Call) => ({
  /** Events from now on go to `url`, on a loopback address; all of them, or those of the types given. */
  create: (fields: Fields) => call(endpointSchema, 'POST', '/webhooks', fields),
  list: async () =>
    (await call(z.object({ endpoints: z.array(endpointSchema) }), 'GET', '/webhooks')).endpoints,
  update: (id: string, changes: Partial<Fields>) =>
    call(endpointSchema, 'PATCH', `/webhooks/${encodeURIComponent(id)}`, changes),
  /** Forgets its deliveries as well. */
  remove: async (id: string) =>
    void (await call(deletedSchema, 'DELETE', `/webhooks/${encodeURIComponent(id)}`)),
  /** The newest 200, newest first. */
  deliveries: async () => (await call(listSchema, 'GET', '/webhooks/deliveries')).deliveries,
  clearDeliveries: async () => void (await call(listSchema, 'DELETE', '/webhooks/deliveries')),
  /** Sends one again, with the same `svix-id`, whatever became of it. */
  resend: (deliveryId: string) =>
    call(deliverySchema, 'POST', `/webhooks/deliveries/${encodeURIComponent(deliveryId)}/resend`),
});
