import { z } from 'zod';

const time = z.int().nonnegative();

/** The events that Clerk sends, billing apart; an endpoint chooses among them. */
const webhookEventTypes = [
  'user.created',
  'user.updated',
  'user.deleted',
  'session.created',
  'session.pending',
  'session.ended',
  'session.removed',
  'session.revoked',
  'email.created',
  'sms.created',
  'organization.created',
  'organization.updated',
  'organization.deleted',
  'organizationDomain.created',
  'organizationDomain.updated',
  'organizationDomain.deleted',
  'organizationMembership.created',
  'organizationMembership.updated',
  'organizationMembership.deleted',
  'organizationInvitation.created',
  'organizationInvitation.accepted',
  'organizationInvitation.revoked',
  'role.created',
  'role.updated',
  'role.deleted',
  'permission.created',
  'permission.updated',
  'permission.deleted',
  'waitlistEntry.created',
  'waitlistEntry.updated',
] as const;
export const webhookEventTypeSchema = z.enum(webhookEventTypes);
export type WebhookEventType = z.infer<typeof webhookEventTypeSchema>;

const endpointSchema = z.strictObject({
  id: z.string(),
  /** On a loopback address. */
  url: z.string(),
  /** Empty: every event. */
  events: z.array(webhookEventTypeSchema),
  /** `whsec_` and the base64 of the key. */
  secret: z.string(),
  disabled: z.boolean(),
  createdAt: time,
  updatedAt: time,
});
export type WebhookEndpoint = z.infer<typeof endpointSchema>;

const attemptSchema = z.strictObject({
  at: time,
  /** `null` when there was no answer. */
  status: z.int().nullable(),
  /** Why it was no success; `null` when it was one. */
  error: z.string().nullable(),
});

const deliverySchema = z.strictObject({
  id: z.string(),
  endpointId: z.string(),
  /** `svix-id`: the same for all endpoints and attempts of an event. */
  eventId: z.string(),
  type: webhookEventTypeSchema,
  /** The body, exactly as it is signed and sent. */
  payload: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.array(attemptSchema),
  /** `null` unless `pending`. */
  nextAttemptAt: time.nullable(),
  createdAt: time,
});
export type WebhookDelivery = z.infer<typeof deliverySchema>;

export const webhooksSchema = z.strictObject({
  /** Whether the Backend API was asked for the dashboard of webhooks. */
  hasDashboard: z.boolean(),
  endpoints: z.array(endpointSchema),
  /** Oldest first. */
  deliveries: z.array(deliverySchema),
});
export type Webhooks = z.infer<typeof webhooksSchema>;

export const createNoWebhooks = (): Webhooks => ({ hasDashboard: false, endpoints: [], deliveries: [] });
