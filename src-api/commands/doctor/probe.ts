import { z } from 'zod';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What one question over the network came to. */
export type Probe =
  | {
      answered: true;
      status: number;
      body: unknown;
      /** Milliseconds by which this machine's clock is ahead of the other's; absent without a Date header. */
      clockAhead?: number;
    }
  | { answered: false; reason: string };

const timeLimitMilliseconds = 5_000;

/** Asks once. `now` is milliseconds since the epoch, by the clock that is to be compared with the answer's Date. */
export async function probe(
  url: string,
  headers: Record<string, string>,
  { fetch, now }: { fetch: Fetch; now: () => number },
): Promise<Probe> {
  try {
    const askedAt = now();
    // A redirect would take the secret key to another host.
    const signal = AbortSignal.timeout(timeLimitMilliseconds);
    const response = await fetch(url, { headers, redirect: 'error', signal });
    const answeredAt = now();
    const body: unknown = await response.json().catch(() => undefined);
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      answered: true,
      status: response.status,
      body,
      ...(Number.isNaN(date) ? {} : { clockAhead: distance(date, askedAt, answeredAt) }),
    };
  } catch (error) {
    return { answered: false, reason: describeFailure(error) };
  }
}

const dateResolution = 1_000;

/** The least difference that explains the Date header, which has whole seconds, somewhere during the question. */
function distance(date: number, askedAt: number, answeredAt: number): number {
  if (askedAt > date + dateResolution) return askedAt - (date + dateResolution);
  return answeredAt < date ? answeredAt - date : 0;
}

const errorSchema = z.object({ name: z.string(), cause: z.object({ code: z.string() }).optional() });

const reasons = new Map([
  ['ENOTFOUND', 'its name is not known to the DNS'],
  ['EAI_AGAIN', 'the DNS does not answer'],
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'the connection was cut'],
  ['ENETUNREACH', 'the network cannot be reached'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['UND_ERR_SOCKET', 'the connection was cut'],
]);

function describeFailure(error: unknown): string {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return 'the question failed';
  if (parsed.data.name === 'TimeoutError') return `no answer came within ${timeLimitMilliseconds / 1_000} s`;
  const code = parsed.data.cause?.code;
  if (code === undefined) return 'the question failed';
  return reasons.get(code) ?? `the connection failed (${code})`;
}
