import { z } from 'zod';

const componentNames = [
  'SignIn',
  'SignUp',
  'UserButton',
  'UserProfile',
  'OrganizationSwitcher',
  'OrganizationProfile',
  'OrganizationList',
  'CreateOrganization',
  'Waitlist',
  'APIKeys',
] as const;

/** What the page shows, as its address says. */
export const pageStateSchema = z.object({
  /** Address of the emulator: clerk-js's proxy URL. */
  emulator: z.url(),
  publishableKey: z.string(),
  component: z.enum(componentNames).default('SignIn'),
  /** Props of the component, as JSON. */
  props: z
    .string()
    .default('{}')
    .transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});
export type PageState = z.output<typeof pageStateSchema>;
export type PageAddress = z.input<typeof pageStateSchema>;
