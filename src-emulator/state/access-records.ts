import { z } from 'zod';

/** What lets somebody in who was asked to come: tokens of the Backend API, invitations, the waitlist. */

const time = z.int().nonnegative();
const jsonObjectSchema = z.record(z.string(), z.json());

const signInTokenSchema = z.strictObject({
  id: z.string(),
  userId: z.string(),
  status: z.enum(['pending', 'accepted', 'revoked']),
  expireAt: time,
  createdAt: time,
  updatedAt: time,
});
export type SignInToken = z.infer<typeof signInTokenSchema>;

const actorTokenSchema = signInTokenSchema.extend({
  /** Who acts as the user: `sub`, and whatever else the backend gave. */
  actor: jsonObjectSchema,
  sessionSeconds: z.int().positive(),
});
export type ActorToken = z.infer<typeof actorTokenSchema>;

const invitationSchema = z.strictObject({
  id: z.string(),
  emailAddress: z.string(),
  publicMetadata: jsonObjectSchema,
  /** Where the link leads; `null` when the backend gave nothing. */
  redirectUrl: z.string().nullable(),
  /** As last set; `expired` follows from the clock and is never stored. */
  status: z.enum(['pending', 'accepted', 'revoked']),
  expireAt: time,
  createdAt: time,
  updatedAt: time,
});
export type Invitation = z.infer<typeof invitationSchema>;

const waitlistEntrySchema = z.strictObject({
  id: z.string(),
  emailAddress: z.string(),
  status: z.enum(['pending', 'invited', 'completed', 'rejected']),
  invitationId: z.string().nullable(),
  invitedAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type WaitlistEntry = z.infer<typeof waitlistEntrySchema>;

export const accessSchema = z.strictObject({
  signInTokens: z.array(signInTokenSchema),
  actorTokens: z.array(actorTokenSchema),
  invitations: z.array(invitationSchema),
  waitlistEntries: z.array(waitlistEntrySchema),
});
type SavedAccess = z.infer<typeof accessSchema>;

export const createNoAccess = (): SavedAccess => ({
  signInTokens: [],
  actorTokens: [],
  invitations: [],
  waitlistEntries: [],
});

/** The same by id, oldest first. */
export type Access = {
  readonly signInTokens: Map<string, SignInToken>;
  readonly actorTokens: Map<string, ActorToken>;
  readonly invitations: Map<string, Invitation>;
  readonly waitlistEntries: Map<string, WaitlistEntry>;
};

export const openAccess = (saved: SavedAccess): Access => ({
  signInTokens: byId(saved.signInTokens),
  actorTokens: byId(saved.actorTokens),
  invitations: byId(saved.invitations),
  waitlistEntries: byId(saved.waitlistEntries),
});

export const exportAccess = (access: Access): SavedAccess => ({
  signInTokens: [...access.signInTokens.values()],
  actorTokens: [...access.actorTokens.values()],
  invitations: [...access.invitations.values()],
  waitlistEntries: [...access.waitlistEntries.values()],
});

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));
