/** What lists of any kind of record are asked for. */

/** Sorts by the value of that name; of equal ones the later comes first when descending, and rows without it last. */
export function sortRows<Row, Name extends string>(
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
 * encoded arrives as a blank. The values of a row are read only when some are wanted.
 */
export function matchesSigned(wanted: string[] | undefined, readValues: () => readonly string[]): boolean {
  if (!wanted) return true;
  const values = readValues();
  const excluded = wanted.filter((entry) => entry.startsWith('-')).map((entry) => entry.slice(1));
  const included = wanted
    .filter((entry) => !entry.startsWith('-'))
    .map((entry) => entry.replace(/^[+ ]/, ''));
  if (values.some((value) => excluded.includes(value))) return false;
  return included.length === 0 || values.some((value) => included.includes(value));
}
