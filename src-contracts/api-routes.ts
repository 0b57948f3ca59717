import { z } from 'zod';
import { connectionSchema } from './connection.ts';
import { isShallow } from './json-depth.ts';

/** ISO 8601 in UTC, e.g. `2026-11-23T05:45:38.000Z`. */
const timestampSchema = z.iso.datetime();

/** `GET /` */
export const serviceInfoSchema = z.strictObject({
  message: z.literal('Clerk Express Backend is running'),
  name: z.string(),
  version: z.string(),
  connection: connectionSchema,
});

/** `GET /healthz`: the process answers. */
export const healthSchema = z.strictObject({ status: z.literal('ok') });

/** `GET /readyz`: the process can do its work; a `not-ready` problem otherwise. */
export const readinessSchema = z.strictObject({
  status: z.literal('ready'),
  checks: z.strictObject({
    signingKeys: z.literal('ok'),
    backendApi: z.enum(['ok', 'not-used']),
    /** Away, each instance goes on alone, so that it stays ready. */
    redis: z.enum(['ok', 'away', 'not-used']),
  }),
});

/** What of a user leaves the API. SECURITY S25: nothing else does, private metadata least of all. */
export const userSchema = z.strictObject({
  id: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  username: z.string().nullable(),
  email: z.string().nullable(),
  imageUrl: z.string(),
  createdAt: timestampSchema,
  lastSignInAt: timestampSchema.nullable(),
});
export type ApiUser = z.infer<typeof userSchema>;

const nameMaximum = 256;
const metadataMaximumBytes = 8_192;
const metadataMaximumDepth = 32;

/** The outer space goes; `null` or the empty text clears the name. */
const nameChangeSchema = z.string().trim().max(nameMaximum).nullable().optional();

/** A JSON object; the depth is looked at first, because what follows is recursive. */
const metadataChangeSchema = z
  .record(z.string(), z.unknown())
  .refine((value) => isShallow(value, metadataMaximumDepth), {
    abort: true,
    message: `At most ${metadataMaximumDepth} levels.`,
  })
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= metadataMaximumBytes, {
    message: `At most ${metadataMaximumBytes} bytes of JSON.`,
  });

/** `PATCH /v1/me`: what is not named stays as it is. */
export const profileChangeSchema = z
  .strictObject({
    firstName: nameChangeSchema,
    lastName: nameChangeSchema,
    /** Merged deeply into what is there; `null` removes a key, at any level. */
    unsafeMetadata: metadataChangeSchema.optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'Name at least one field to change.');
export type ProfileChange = z.infer<typeof profileChangeSchema>;

/** A whole number of a query; `z.coerce` would take an empty text for 0. */
const countParameter = z
  .string()
  .regex(/^\d{1,9}$/, 'Give a whole number.')
  .transform(Number);

/** Of every list that is read page by page. */
export const pageQuerySchema = z.strictObject({
  limit: countParameter.pipe(z.int().min(1).max(100)).default(20),
  offset: countParameter.pipe(z.int().min(0).max(999_999_999)).default(0),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** An organisation that the caller is a member of: as what, and what that allows there. */
const organizationSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  slug: z.string().nullable(),
  imageUrl: z.string(),
  /** Clerk's key of the role, e.g. `org:admin`. */
  role: z.string(),
  permissions: z.array(z.string()),
});
export type ApiOrganization = z.infer<typeof organizationSchema>;

/** `GET /v1/organizations`; `totalCount` counts all pages. */
export const organizationPageSchema = z.strictObject({
  organizations: z.array(organizationSchema),
  totalCount: z.int().nonnegative(),
});
export type OrganizationPage = z.infer<typeof organizationPageSchema>;

/** `GET /v1/admin/users` */
export const userPageQuerySchema = pageQuerySchema.extend({
  query: z.string().trim().min(1).max(256).optional(),
});
export type UserPageQuery = z.infer<typeof userPageQuerySchema>;

/** `totalCount` counts all pages. */
export const userPageSchema = z.strictObject({
  users: z.array(userSchema),
  totalCount: z.int().nonnegative(),
});
export type UserPage = z.infer<typeof userPageSchema>;

/** `GET /protected` */
export const greetingSchema = z.strictObject({
  message: z.string(),
  user: userSchema,
  sessionId: z.string(),
  token: z.strictObject({ issuedAt: timestampSchema, expiresAt: timestampSchema }),
});
export type Greeting = z.infer<typeof greetingSchema>;

export const protectedQuerySchema = z.strictObject({ session_id: z.string().min(1).max(256).optional() });

export const sessionStatusSchema = z.enum([
  'active',
  'pending',
  'ended',
  'removed',
  'revoked',
  'expired',
  'abandoned',
  'replaced',
]);

/** One session of the caller; `device` is what Clerk knows of where it was last used. */
const sessionSchema = z.strictObject({
  id: z.string(),
  status: sessionStatusSchema,
  current: z.boolean(),
  createdAt: timestampSchema,
  lastActiveAt: timestampSchema,
  expiresAt: timestampSchema,
  device: z
    .strictObject({
      browser: z.string().nullable(),
      type: z.string().nullable(),
      ipAddress: z.string().nullable(),
      city: z.string().nullable(),
      country: z.string().nullable(),
    })
    .nullable(),
});
export type ApiSession = z.infer<typeof sessionSchema>;

/** `GET /v1/sessions`: the caller's active sessions, the current one first. */
export const sessionListSchema = z.strictObject({ sessions: z.array(sessionSchema) });

/** `POST /v1/sessions/revoke-others`: how many sessions were ended. */
export const revocationCountSchema = z.strictObject({ revoked: z.int().nonnegative() });

export const sessionParamsSchema = z.strictObject({ id: z.string().min(1).max(256) });
