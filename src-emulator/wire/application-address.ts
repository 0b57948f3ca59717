import { z } from 'zod';

/** Where an OAuth application is answered: any scheme, since applications that are no web pages have their own. */
export const applicationAddressField = z
  .string()
  .max(1024)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'must be an absolute URL.')
  .refine((text) => URL.canParse(text), 'must be an absolute URL.');
