import { z } from 'zod';
import type { Invalidation } from '../clerk/invalidation.ts';

const idSchema = z.string().min(1).max(256);

/** What is read of an event, https://clerk.com/docs/guides/development/webhooks/overview; the rest of it is passed over. */
export const clerkEventSchema = z.looseObject({
  type: z.string().max(100),
  data: z.looseObject({
    id: idSchema.optional(),
    user_id: idSchema.nullish(),
    public_user_data: z.looseObject({ user_id: idSchema.nullish() }).nullish(),
  }),
});
export type ClerkEvent = z.infer<typeof clerkEventSchema>;

/** What an event makes stale. An event of another kind makes nothing stale: it is taken, so that it is not sent again. */
export function invalidationsOf({ type, data }: ClerkEvent): Invalidation[] {
  const [subject] = type.split('.');
  if (subject === 'session' && data.id !== undefined) return [{ kind: 'session', id: data.id }];
  if (subject === 'user' && data.id !== undefined) return [{ kind: 'user', id: data.id }];
  const userId = data.public_user_data?.user_id ?? data.user_id;
  if (subject === 'organizationMembership' && userId) return [{ kind: 'user', id: userId }];
  return [];
}
