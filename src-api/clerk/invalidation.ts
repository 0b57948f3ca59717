import { z } from 'zod';

/**
 * What Clerk said before that no longer counts: of one session, or of one user and all of the user's sessions. Goes from
 * one instance to the others where they share a Redis.
 */
export const invalidationSchema = z.strictObject({
  kind: z.enum(['session', 'user']),
  id: z.string().min(1).max(256),
});
export type Invalidation = z.infer<typeof invalidationSchema>;
