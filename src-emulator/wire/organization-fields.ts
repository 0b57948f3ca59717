import { z } from 'zod';

/** Building blocks of request schemas about organisations. */

export const organizationNameField = z.string().trim().min(1).max(256);

export const slugField = z
  .string()
  .trim()
  .max(64)
  .regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/, 'can only contain lowercase letters, numbers and dashes.');

/** A host name with a dot in it, in lower case. */
export const domainNameField = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'must be a domain name.');

/** A list in a query or a form: the name repeated, or the values with commas between them. */
export const textListField = z.union([z.string(), z.array(z.string()).max(200)]).transform((value) =>
  (typeof value === 'string' ? [value] : value)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== ''),
);

export const offsetPageFields = {
  limit: z.coerce.number().int().min(1).max(500).default(10),
  offset: z.coerce.number().int().min(0).default(0),
  paginated: z.enum(['true', 'false', '']).optional(),
};
