import { z } from 'zod';

/** Query parameters as @clerk/backend sends them: arrays by repeating the name, everything else as text. */

export const listField = z
  .union([z.string(), z.array(z.string()).max(100)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();

/** The same, of which each has to be one of `values`. */
export const createListField = <Value extends string>(values: readonly Value[]) =>
  listField.transform((list, context): Value[] | undefined => {
    const known = list?.flatMap((text) => values.find((value) => value === text) ?? []);
    if (known?.length === list?.length) return known;
    context.addIssue({ code: 'custom', message: `must be one of ${values.join(', ')}.` });
    return z.NEVER;
  });

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

/** `order_by` of a list: one of the names, `+` or `-` before it; newest first when left out. A `+` may arrive as a space. */
export const orderField = <Name extends string>(names: readonly Name[]) =>
  z
    .union([z.string(), z.array(z.string()).transform((values) => values[0] ?? '')])
    .default('-created_at')
    .transform((text, context) => {
      const name = names.find((candidate) => candidate === text.replace(/^[+ -]/, ''));
      if (name) return { name, descending: text.startsWith('-') };
      context.addIssue({ code: 'custom', message: `must be one of ${names.join(', ')}.` });
      return z.NEVER;
    });
