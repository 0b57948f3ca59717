import { z } from 'zod';
import { jsonObjectField } from '../wire/fields.ts';
import { lifeSecondsField, machinePageFields } from './machine-token-routes.ts';
import { booleanField } from './query.ts';

const nameField = z
  .string()
  .min(3)
  .max(256)
  .regex(/^\S(.*\S)?$/, 'must neither begin nor end with a blank.');
const descriptionField = z.string().max(255).nullable();
const claimsField = jsonObjectField.nullable();
const scopesField = z.array(z.string().max(256)).max(100);
const subjectField = z
  .string()
  .regex(/^(user|org|mch|scim)_\w{1,64}$/, 'must be the id of a user, an organization or a machine.');

/** Bodies and queries of the API keys' routes, of both APIs. */
export const apiKeyListSchema = z.strictObject({
  type: z.string().min(3).default('api_key'),
  subject: subjectField,
  include_invalid: booleanField,
  query: z.string().default(''),
  ...machinePageFields,
});
export const createApiKeySchema = z.strictObject({
  type: z.string().min(3).max(25).default('api_key'),
  name: nameField,
  description: descriptionField.default(null),
  subject: subjectField,
  claims: claimsField.default(null),
  scopes: scopesField.default([]),
  created_by: z.string().max(128).nullable().default(null),
  seconds_until_expiration: lifeSecondsField.default(null),
});
export const updateApiKeySchema = z.strictObject({
  subject: subjectField.optional(),
  description: descriptionField.optional(),
  claims: claimsField.optional(),
  scopes: scopesField.optional(),
  seconds_until_expiration: lifeSecondsField.optional(),
});
export const revokeApiKeySchema = z.strictObject({
  revocation_reason: z.string().max(1024).nullable().default(null),
});
export const verifyApiKeySchema = z.strictObject({ secret: z.string().min(1) });
