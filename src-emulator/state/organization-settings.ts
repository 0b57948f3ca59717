import { z } from 'zod';
import { enrollmentModeSchema } from './organization-records.ts';

/** What an owner sets for organisations in Clerk's dashboard. */
export const organizationSettingsSchema = z.strictObject({
  enabled: z.boolean(),
  /** Of organisations made from now on, outstanding invitations included; 0: as many as like. */
  maxAllowedMemberships: z.int().min(0).max(100_000),
  /** Key of the role of those who create one. */
  creatorRole: z.string().min(1),
  /** Whether members who may delete an organisation can do so. */
  adminDelete: z.boolean(),
  /** Whether Clerk's components ask for a slug; without it, it follows from the name. */
  slugs: z.boolean(),
  /** No personal account: who signs in has to choose an organisation. */
  forceSelection: z.boolean(),
  /** Whether users may create organisations. */
  creation: z.boolean(),
  /** How many a user may create; `null`: as many as like. */
  createLimit: z.int().min(0).nullable(),
  domains: z.boolean(),
  enrollmentModes: z.array(enrollmentModeSchema).min(1),
  /** Key of the role of those who join by a domain. */
  domainDefaultRole: z.string().min(1),
});
export type OrganizationSettings = z.infer<typeof organizationSettingsSchema>;

/** Those that name a role by its key. */
export const roleSettings = ['creatorRole', 'domainDefaultRole'] as const;

/** Clerk's defaults. */
export const defaultOrganizationSettings: OrganizationSettings = {
  enabled: false,
  maxAllowedMemberships: 5,
  creatorRole: 'org:admin',
  adminDelete: true,
  slugs: false,
  forceSelection: false,
  creation: true,
  createLimit: null,
  domains: false,
  enrollmentModes: ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'],
  domainDefaultRole: 'org:member',
};
