import { z } from 'zod';

/** Query parameters as @clerk/backend sends them: arrays by repeating the name, everything else as text. */

export const listField = z
  .union([z.string(), z.array(z.string()).max(100)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();

export const booleanField = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/** Milliseconds since the epoch. */
export const timeField = z.coerce.number().int().nonnegative().optional();

export const pageFields = {
  limit: z.coerce.number().int().min(1).max(500).default(10),
  offset: z.coerce.number().int().min(0).default(0),
};

/** Of lists that answer bare, and with their length when `paginated` is asked for. */
export const listFields = { paginated: booleanField, ...pageFields };

export function answerList<Row>(
  rows: readonly Row[],
  query: { paginated?: boolean | undefined; limit: number; offset: number },
  toJson: (row: Row) => unknown,
): unknown {
  const data = takePage(rows, query).map(toJson);
  return query.paginated ? { data, total_count: rows.length } : data;
}

export const takePage = <Row>(rows: readonly Row[], page: { limit: number; offset: number }): Row[] =>
  rows.slice(page.offset, page.offset + page.limit);

/** `order_by` over these keys, with or without a sign; the newest first when left out. */
export function createOrder<Row>(keys: Record<string, (row: Row) => string | number>) {
  const compare = (a: string | number, b: string | number) => Number(a > b) - Number(a < b);
  return {
    field: z.enum(Object.keys(keys).flatMap((name) => [name, `+${name}`, `-${name}`])).default('-created_at'),
    sort(rows: readonly Row[], order: string): Row[] {
      const key = keys[order.replace(/^[+-]/, '')] ?? (() => 0);
      const sorted = [...rows].sort((a, b) => compare(key(a), key(b)));
      return order.startsWith('-') ? sorted.reverse() : sorted;
    },
  };
}
