import { z } from 'zod';

/** What recurs in Clerk's objects. `strictObject` stands where Clerk's description allows no further fields. */

export const text = z.string();
export const maybeText = z.string().nullable();
export const flag = z.boolean();
export const integer = z.int();
export const maybeInteger = z.int().nullable();
export const metadata = z.record(z.string(), z.unknown());
export const texts = z.array(z.string());

export const timestamps = { created_at: integer, updated_at: integer };

/** `{data, total_count}`. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ data: z.array(item), total_count: integer });

const errorSchema = z.looseObject({
  message: text,
  long_message: text,
  code: text,
  meta: metadata.optional(),
});

export const errorInside = errorSchema.nullable().optional();

export const errorAnswer = z.looseObject({
  errors: z.array(errorSchema).min(1),
  meta: metadata.optional(),
  clerk_trace_id: text.min(1),
});

/** RFC 6749, 5.2: the token endpoint and those beside it answer in OAuth's own shape. */
export const oauthErrorAnswer = z.looseObject({ error: text, error_description: text.optional() });

export const deleted = z.strictObject({
  object: text,
  deleted: z.literal(true),
  id: text.optional(),
  slug: text.optional(),
});

export const backendDeleted = deleted.extend({ external_id: text.optional() });

export const token = z.strictObject({ object: z.literal('token'), jwt: text });
export const jwt = z.looseObject({ object: z.literal('token').optional(), jwt: text });
export const image = z.looseObject({
  object: text.optional(),
  id: text.optional(),
  name: maybeText.optional(),
  public_url: text.optional(),
});
