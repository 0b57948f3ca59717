import { z } from 'zod';

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

/** Sorts by the value of that name; of equal ones the later comes first when descending, and rows without it last. */
export function sortBy<Row, Name extends string>(
  rows: readonly Row[],
  { name, descending }: { name: Name; descending: boolean },
  values: Record<Name, (row: Row) => string | number | null>,
): Row[] {
  const read = values[name];
  return (descending ? rows.toReversed() : rows).toSorted((a, b) => {
    const [left, right] = [read(a), read(b)];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (descending ? -1 : 1);
  });
}

/**
 * Values that are wanted, each optionally preceded by `+` (include, the default) or `-` (exclude). A `+` that was not
 * encoded arrives as a blank.
 */
export function matchesSigned(wanted: string[] | undefined, values: readonly string[]): boolean {
  if (!wanted) return true;
  const excluded = wanted.filter((entry) => entry.startsWith('-')).map((entry) => entry.slice(1));
  const included = wanted
    .filter((entry) => !entry.startsWith('-'))
    .map((entry) => entry.replace(/^[+ ]/, ''));
  if (values.some((value) => excluded.includes(value))) return false;
  return included.length === 0 || values.some((value) => included.includes(value));
}
