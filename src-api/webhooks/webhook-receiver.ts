import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Secret } from '../../src-contracts/secret.ts';
import type { Invalidation } from '../clerk/invalidation.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { type ClerkEvent, clerkEventSchema, invalidationsOf } from './clerk-event.ts';

export type WebhookReceiver = {
  /** Takes one delivery in. Throws `webhook-signature-invalid`, or `invalid-request` for what is no event. */
  receive: (headers: IncomingHttpHeaders, body: Buffer) => Promise<void>;
};

export type WebhookReceiverOptions = {
  secret: Secret;
  /** Makes stale what Clerk said before; an event counts as taken once it has come back. */
  invalidate: (invalidation: Invalidation) => Promise<void>;
  /** Monotonic milliseconds. */
  now: () => number;
};

/** Signed five minutes ahead of our clock, a delivery is good for ten. */
const replayMilliseconds = 10 * 60_000;
const maxDeliveries = 10_000;
const longestDeliveryId = 256;
const signatureHeaders = ['svix-id', 'svix-timestamp', 'svix-signature'] as const;

/**
 * SECURITY S48: nothing of a delivery is believed before @clerk/backend has verified its signature and its time. Only
 * verified deliveries are remembered, so that nobody else can fill the memory; one that comes again does nothing.
 */
export function createWebhookReceiver({ secret, invalidate, now }: WebhookReceiverOptions): WebhookReceiver {
  const taken = new LRUCache<string, true>({
    max: maxDeliveries,
    ttl: replayMilliseconds,
    ttlResolution: 0,
    perf: { now },
  });
  return {
    async receive(headers, body) {
      const event = await verify(secret, headers, body);
      const id = String(headers['svix-id']).slice(0, longestDeliveryId);
      if (taken.has(id)) return;
      for (const invalidation of invalidationsOf(event)) await invalidate(invalidation);
      taken.set(id, true);
    },
  };
}

async function verify(secret: Secret, headers: IncomingHttpHeaders, body: Buffer): Promise<ClerkEvent> {
  const signed = new Headers();
  for (const name of signatureHeaders) signed.set(name, String(headers[name] ?? ''));
  const request = new Request('http://api/webhooks/clerk', {
    method: 'POST',
    headers: signed,
    body: body.toString(),
  });
  const { verifyWebhook } = await import('@clerk/backend/webhooks');
  const event = await verifyWebhook(request, { signingSecret: secret.reveal() }).catch(refuse);
  const parsed = clerkEventSchema.safeParse(event);
  if (!parsed.success)
    throw new ProblemError('invalid-request', { detail: 'The body is no event of Clerk.' });
  return parsed.data;
}

/** The messages of @clerk/backend may repeat what was sent, so one of our own goes on. */
function refuse(error: unknown): never {
  const message = error instanceof Error ? error.message : '';
  const reason = reasons.find(({ part }) => message.includes(part));
  throw new ProblemError('webhook-signature-invalid', reason ? { detail: reason.detail } : {});
}

const reasons = [
  { part: 'Missing required', detail: 'The headers svix-id, svix-timestamp and svix-signature are needed.' },
  { part: 'timestamp too old', detail: 'It was signed more than five minutes ago. Check both clocks.' },
  { part: 'timestamp too new', detail: 'It is signed more than five minutes ahead. Check both clocks.' },
];
