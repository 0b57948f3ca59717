import { z } from 'zod';
import { webhookEventTypeSchema } from '../state/webhook-records.ts';

const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** SECURITY S47: events go to this computer only. */
const isLoopback = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && loopbackHost.test(url.hostname);
};

const endpointFields = {
  url: z
    .string()
    .max(2048)
    .refine(isLoopback, 'must be an http or https address on 127.0.0.1, localhost or [::1].'),
  /** Left out or empty: every event. */
  events: z.array(webhookEventTypeSchema).max(100).optional(),
  secret: z
    .string()
    .regex(
      /^whsec_(?:[A-Za-z0-9+/]{4}){6,24}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
      'must be whsec_ and the base64 of 18 bytes or more.',
    )
    .optional(),
  disabled: z.boolean().optional(),
};

export const webhookEndpointSchema = z.strictObject(endpointFields);
export const webhookEndpointChangesSchema = webhookEndpointSchema.partial();
