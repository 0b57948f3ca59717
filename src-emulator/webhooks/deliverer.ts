import type { EmulatorContext } from '../context.ts';
import { signWebhook } from '../crypto/webhook-signature.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../state/webhook-records.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Between the attempts; Svix's. After the last one a delivery has failed. */
const retryDelays = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour] as const;

const timeoutMilliseconds = 15 * second;
const maximumInFlight = 20;
/** Node's timers hold no more; a later attempt is looked at again then. */
const maximumWait = 24 * hour;

export type DelivererDependencies = {
  context: EmulatorContext;
  /** Milliseconds since the epoch, never moved: receivers refuse signatures of another time than theirs. */
  realClock: () => number;
  fetch: typeof globalThis.fetch;
  /** Keeps what became of an attempt. */
  save: () => Promise<void>;
};

/** Sends what is due, in the background. Attempts are due by the emulator's clock. */
export type Deliverer = {
  /** To be called when something new may be due, or the clock was moved. */
  wake(): void;
  /** Gives up what is under way; it stays pending. */
  close(): void;
};

export function createDeliverer({ context, realClock, fetch, save }: DelivererDependencies): Deliverer {
  const { store, clock } = context;
  const inFlight = new Set<WebhookDelivery>();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  const endpointOf = (delivery: WebhookDelivery): WebhookEndpoint | undefined =>
    store.webhooks.endpoints.find(({ id, disabled }) => id === delivery.endpointId && !disabled);

  function wake(): void {
    clearTimeout(timer);
    if (closing.signal.aborted) return;
    const now = clock();
    let next = Infinity;
    for (const delivery of store.webhooks.deliveries) {
      const endpoint = endpointOf(delivery);
      if (delivery.nextAttemptAt === null || inFlight.has(delivery) || !endpoint) continue;
      if (delivery.nextAttemptAt > now) next = Math.min(next, delivery.nextAttemptAt - now);
      else if (inFlight.size < maximumInFlight) void attempt(delivery, endpoint);
    }
    if (next !== Infinity) timer = setTimeout(wake, Math.min(next, maximumWait)).unref();
  }

  async function attempt(delivery: WebhookDelivery, endpoint: WebhookEndpoint): Promise<void> {
    inFlight.add(delivery);
    const outcome = await post(delivery, endpoint);
    inFlight.delete(delivery);
    if (closing.signal.aborted) return;
    recordAttempt(delivery, outcome, clock());
    // A failure of it was reported; the next save tries again.
    await save().catch(() => undefined);
    wake();
  }

  async function post({ eventId, payload }: WebhookDelivery, { url, secret }: WebhookEndpoint) {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Svix-Webhooks (emulated)',
          ...signWebhook(secret, eventId, realClock(), payload),
        },
        body: payload,
        // A redirection could lead away from this computer.
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMilliseconds)]),
      });
      await response.body?.cancel();
      return { status: response.status, error: response.ok ? null : `answered ${response.status}` };
    } catch (error) {
      return { status: null, error: describeFailure(error) };
    }
  }

  return {
    wake,
    close() {
      clearTimeout(timer);
      closing.abort();
    },
  };
}

function recordAttempt(
  delivery: WebhookDelivery,
  outcome: { status: number | null; error: string | null },
  now: number,
): void {
  delivery.attempts.push({ at: now, ...outcome });
  const delay = retryDelays[delivery.attempts.length - 1];
  if (outcome.error === null) delivery.status = 'delivered';
  else if (delay === undefined) delivery.status = 'failed';
  delivery.nextAttemptAt = delivery.status === 'pending' && delay !== undefined ? now + delay : null;
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMilliseconds / second} s`;
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return `not reached (${String(cause.code)})`;
  return 'not reached';
}
