import { enGB } from '@clerk/localizations/en-GB';

/** The words of Clerk's own components. */
export const clerkLocalization = enGB;
