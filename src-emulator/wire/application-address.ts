import { z } from 'zod';

/**
 * Where an OAuth application is answered: any scheme, since applications that are no web pages have their own, but for those
 * by which a browser would run or open what the address says.
 */
export const applicationAddressField = z
  .string()
  .max(1024)
  .regex(/^[a-z][a-z0-9+.-]*:\/\/\S+$/i, 'must be an absolute URL.')
  .refine((text) => URL.canParse(text), 'must be an absolute URL.')
  .refine(
    (text) => !/^(javascript|vbscript|data|blob|file):/i.test(text),
    'must be the address of an application.',
  );
