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

export const takePage = <Row>(rows: readonly Row[], page: { limit: number; offset: number }): Row[] =>
  rows.slice(page.offset, page.offset + page.limit);
