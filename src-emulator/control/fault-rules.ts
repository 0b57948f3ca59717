import { z } from 'zod';

/** Which part of the emulated Clerk a path belongs to. */
export type EmulatedApi = 'frontend' | 'backend' | 'jwks';

const maximumLatency = 60_000;

const matchFields = {
  /** `PATCH` and the like also match where clerk-js sends them as POST with `_method`. */
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  /** A whole path, in which `*` stands for any characters. */
  path: z
    .string()
    .max(200)
    .regex(/^[/*]/, 'must begin with / or *, such as /v1/client/sign_ins*.')
    .optional(),
  api: z.enum(['frontend', 'backend', 'jwks']).optional(),
  /** Share of the matching requests, from 0 to 1. */
  rate: z.number().min(0).max(1).default(1),
  /** How many requests it strikes before it is spent. */
  times: z.int().min(1).max(1_000_000).optional(),
};

/** What to do to which requests. */
export const faultRuleSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('latency'),
      milliseconds: z.int().min(0).max(maximumLatency),
      ...matchFields,
    }),
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().min(400).max(599),
      retryAfterSeconds: z.int().min(0).max(86_400).optional(),
      ...matchFields,
    }),
    z.strictObject({ kind: z.literal('drop'), ...matchFields }),
    z.strictObject({ kind: z.literal('hang'), ...matchFields }),
  ],
  { error: 'must be one of latency, status, drop, hang.' },
);
export type FaultRule = z.infer<typeof faultRuleSchema>;

type FaultRuleState = FaultRule & {
  /** Requests it has struck. */
  readonly struck: number;
};

type FaultTarget = { readonly api: EmulatedApi; readonly method: string; readonly path: string };

/** Faults on demand: rules that requests to the emulated APIs run into, in the order in which they were given. */
export type Faults = {
  list(): FaultRuleState[];
  /** Replaces all rules. */
  set(rules: readonly FaultRule[]): void;
  /**
   * The rules that strike this request, each counted as used: any delays, then at most one that ends it.
   */
  strike(target: FaultTarget): FaultRule[];
};

/** `random` gives numbers from 0 up to, not including, 1. */
export function createFaults(random: () => number): Faults {
  let entries: { rule: FaultRule; struck: number }[] = [];
  return {
    list: () => entries.map(({ rule, struck }) => ({ ...rule, struck })),
    set(rules) {
      entries = rules.map((rule) => ({ rule, struck: 0 }));
    },
    strike(target) {
      const struck: FaultRule[] = [];
      for (const entry of entries) {
        const { rule } = entry;
        const isSpent = rule.times !== undefined && entry.struck >= rule.times;
        if (isSpent || !matches(rule, target) || random() >= rule.rate) continue;
        entry.struck += 1;
        struck.push(rule);
        if (rule.kind !== 'latency') break;
      }
      return struck;
    },
  };
}

const matches = (rule: FaultRule, target: FaultTarget): boolean =>
  (rule.api === undefined || rule.api === target.api) &&
  (rule.method === undefined || rule.method === target.method) &&
  (rule.path === undefined || matchesPath(rule.path, target.path));

/** Walks the pieces between the stars in turn: unlike a regular expression, it cannot be made slow. */
function matchesPath(pattern: string, path: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return path === pattern;
  if (!path.startsWith(first)) return false;
  let position = first.length;
  for (const piece of rest) {
    const found = path.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return path.length - last.length >= position && path.endsWith(last);
}
