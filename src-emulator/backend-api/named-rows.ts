import type { Request } from 'express';
import { z } from 'zod';
import { sortRows } from '../operations/rows.ts';
import { pageJson } from '../wire/organization-json.ts';
import { readParameters } from '../wire/read-parameters.ts';
import { orderField, pageFields, takePage } from './query.ts';

const listSchema = z.strictObject({
  ...pageFields,
  query: z.string().optional(),
  order_by: orderField(['created_at', 'name', 'key']),
});

type Row = { id: string; key: string; name: string; createdAt: number };

/** One page of roles, permissions or role sets, by their whole id or by part of their name or key. */
export function listNamedRows<Item extends Row>(
  items: readonly Item[],
  request: Request,
  toJson: (item: Item) => unknown,
) {
  const query = readParameters(listSchema, request.query);
  const part = (query.query ?? '').toLowerCase();
  const rows = items.filter(
    ({ id, name, key }) => id === query.query || name.toLowerCase().includes(part) || key.includes(part),
  );
  const sorted = sortRows(rows, query.order_by, {
    created_at: ({ createdAt }) => createdAt,
    name: ({ name }) => name.toLowerCase(),
    key: ({ key }) => key,
  });
  return pageJson(takePage(sorted, query).map(toJson), rows.length);
}
