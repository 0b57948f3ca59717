import { z } from 'zod';

/** A browser that keeps its sign-in in cookies: what `__clerk_db_jwt` names. */
export const devBrowserSchema = z.strictObject({
  id: z.string(),
  /** Its client; one that is gone is replaced at the next request. */
  clientId: z.string(),
  createdAt: z.number(),
});
export type DevBrowser = z.infer<typeof devBrowserSchema>;
