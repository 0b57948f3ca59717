import { z } from 'zod';

/** An uploaded picture: of a user, or the logo of an organisation. */
export const imageSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  contentType: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
  base64: z.string(),
});
export type Image = z.infer<typeof imageSchema>;
