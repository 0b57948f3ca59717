import type { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { malformedBody } from '../errors/catalogue.ts';
import {
  parameterDuplicate,
  parameterFormatInvalid,
  parameterMissing,
  parameterNil,
  parameterTooLong,
  parameterTypeInvalid,
  parameterUnknown,
  parameterValueInvalid,
} from '../errors/parameter-errors.ts';

/**
 * Reads a JSON body or query by `schema`. Throws an {@link ApiError} (422) with one entry for each bad
 * parameter.
 */
export function readParameters<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw malformedBody();
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new ApiError(
    422,
    parsed.error.issues.flatMap((issue) => describeIssue(issue, input).flatMap((error) => error.details)),
  );
}

/** Like {@link readParameters} for form bodies, where a name sent twice arrives as an array. */
export function readForm<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const form = body ?? {};
  const repeated = Object.entries(form).find(([, value]) => Array.isArray(value));
  if (repeated) throw parameterDuplicate(repeated[0]);
  return readParameters(schema, form);
}

function describeIssue(issue: z.core.$ZodIssue, input: object): ApiError[] {
  const nameOf = (path: readonly PropertyKey[]) => path.map(String).join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => parameterUnknown(nameOf([...issue.path, key])));
  const name = nameOf(issue.path);
  return [describeNamedIssue(issue, name, valueAt(input, issue.path))];
}

function describeNamedIssue(issue: z.core.$ZodIssue, name: string, value: unknown): ApiError {
  if (value === undefined) return parameterMissing(name);
  switch (issue.code) {
    case 'invalid_type':
      return parameterTypeInvalid(name, issue.expected);
    case 'too_small':
      return value === ''
        ? parameterNil(name)
        : parameterValueInvalid(name, `must be ${issue.minimum} or more.`);
    case 'too_big':
      return issue.origin === 'string'
        ? parameterTooLong(name, Number(issue.maximum))
        : parameterValueInvalid(name, `must be ${issue.maximum} or less.`);
    case 'invalid_format':
      return parameterFormatInvalid(name, expectedForm(issue));
    case 'invalid_value':
      return parameterValueInvalid(name, `must be one of ${issue.values.map(String).join(', ')}.`);
    default:
      return parameterValueInvalid(name, issue.message);
  }
}

/** Patterns of our own say what they take; the others are known by name. */
function expectedForm({ format, message }: z.core.$ZodIssueInvalidStringFormat): string {
  if (format === 'regex') return message;
  return format === 'email' ? 'must be a valid email address.' : `must be a valid ${format}.`;
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
