import type { z } from 'zod';
import { ProblemError } from '../errors/problem-error.ts';

/** What a request brings, before any of it was checked. */
export type RawInput = { params: unknown; query: unknown; body: unknown };

const longestField = 64;
const mostErrors = 10;

/**
 * Reads `value` with `schema`, or throws `invalid-request` with the names (never the values) of the wrong
 * fields.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(describeIssue).slice(0, mostErrors);
  throw new ProblemError('invalid-request', { errors });
}

function describeIssue(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => describeField([...issue.path, key], 'There is no such field.'));
  return [describeField(issue.path, issue.message)];
}

const describeField = (path: PropertyKey[], message: string) => ({
  field: path.map(String).join('.').slice(0, longestField),
  message,
});
