import { z } from 'zod';
import { latestTime } from '../state/times.ts';

/** RFC 3339 text or milliseconds since the epoch, in a JSON body. Saved states have no other times either. */
export const timeJsonField = z
  .union(
    [z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))],
    'must be milliseconds since the epoch, or a time such as 2026-01-31T12:00:00Z.',
  )
  .refine((time) => time >= 0 && time <= latestTime, 'must be between the years 1970 and 9000.');
