import { z } from 'zod';
import { imageSchema } from './image-record.ts';
import { createPrimaryRoleSet, roleSetSchema } from './role-set-record.ts';

/** What the emulator remembers of organisations. Times are milliseconds since the epoch. */

const time = z.int().nonnegative();
const metadata = z.record(z.string(), z.json());
const stamps = { createdAt: time, updatedAt: time };

const organizationSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  slug: z.string(),
  logo: imageSchema.nullable(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  createdBy: z.string().nullable(),
  /** 0: as many as like. */
  maxAllowedMemberships: z.int().nonnegative(),
  adminDeleteEnabled: z.boolean(),
  /** Key of the set of roles; `null`: the initial one, as older states have it. */
  roleSetKey: z.string().nullable().default(null),
  ...stamps,
});
export type Organization = z.infer<typeof organizationSchema>;

const membershipSchema = z.strictObject({
  id: z.string(),
  organizationId: z.string(),
  userId: z.string(),
  /** Key of a role, e.g. `org:admin`. */
  role: z.string(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  ...stamps,
});
export type OrganizationMembership = z.infer<typeof membershipSchema>;

const invitationSchema = z.strictObject({
  id: z.string(),
  organizationId: z.string(),
  emailAddress: z.string(),
  role: z.string(),
  /** As last set; a pending one expires by the clock. */
  status: z.enum(['pending', 'accepted', 'revoked']),
  inviterUserId: z.string().nullable(),
  /** Who accepted it. */
  userId: z.string().nullable(),
  /** Where the link in the mail leads to in the end. */
  redirectUrl: z.string().nullable(),
  /** The domain that invited by itself. */
  domainId: z.string().nullable(),
  publicMetadata: metadata,
  privateMetadata: metadata,
  expireAt: time,
  ...stamps,
});
export type OrganizationInvitation = z.infer<typeof invitationSchema>;

const enrollmentModes = ['manual_invitation', 'automatic_invitation', 'automatic_suggestion'] as const;
export const enrollmentModeSchema = z.enum(enrollmentModes);
export type EnrollmentMode = z.infer<typeof enrollmentModeSchema>;

const domainSchema = z.strictObject({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  enrollmentMode: enrollmentModeSchema,
  affiliationEmailAddress: z.string().nullable(),
  verification: z
    .strictObject({
      status: z.enum(['unverified', 'verified', 'failed']),
      attempts: z.int().nonnegative(),
      expireAt: time,
      code: z.string().nullable(),
      verifiedAt: time.nullable(),
    })
    .nullable(),
  /** When a backend said that the domain belongs to the organisation. */
  ownershipVerifiedAt: time.nullable().default(null),
  ...stamps,
});
export type OrganizationDomain = z.infer<typeof domainSchema>;

/** An organisation that somebody with an address of its domain may ask to join; a request once `accepted`. */
const suggestionSchema = z.strictObject({
  id: z.string(),
  /** Id of the membership request that follows from accepting it. */
  requestId: z.string(),
  organizationId: z.string(),
  domainId: z.string(),
  userId: z.string(),
  /** `accepted` waits for the organisation; `completed` and `rejected` are its answer. */
  status: z.enum(['pending', 'accepted', 'completed', 'rejected']),
  ...stamps,
});
export type OrganizationSuggestion = z.infer<typeof suggestionSchema>;

const roleSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  /** Keys of permissions. */
  permissions: z.array(z.string()),
  ...stamps,
});
export type OrganizationRole = z.infer<typeof roleSchema>;

const permissionSchema = z.strictObject({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.enum(['system', 'user']),
  ...stamps,
});
export type OrganizationPermission = z.infer<typeof permissionSchema>;

/** All of them oldest first. Where there are no role sets yet, as in older states, one has all roles. */
export const organizationsStateSchema = z
  .strictObject({
    organizations: z.array(organizationSchema),
    memberships: z.array(membershipSchema),
    invitations: z.array(invitationSchema),
    domains: z.array(domainSchema),
    suggestions: z.array(suggestionSchema),
    roles: z.array(roleSchema),
    permissions: z.array(permissionSchema),
    roleSets: z
      .array(roleSetSchema)
      .refine((all) => all.filter(({ type }) => type === 'initial').length === 1, 'need one that is initial.')
      .optional(),
    /** Where the next session of a user begins whom a backend has made a member. */
    nextOrganizations: z
      .array(z.strictObject({ userId: z.string(), organizationId: z.string() }))
      .default([]),
  })
  .transform(({ roleSets, ...state }) => ({
    ...state,
    roleSets: roleSets ?? [createPrimaryRoleSet(state.roles)],
  }));
export type OrganizationsState = z.infer<typeof organizationsStateSchema>;

const systemPermissions: readonly (readonly [key: string, name: string])[] = [
  ['org:sys_profile:manage', 'Manage organization'],
  ['org:sys_profile:delete', 'Delete organization'],
  ['org:sys_memberships:read', 'Read members'],
  ['org:sys_memberships:manage', 'Manage members'],
  ['org:sys_domains:read', 'Read domains'],
  ['org:sys_domains:manage', 'Manage domains'],
  ['org:sys_billing:read', 'Read billing'],
  ['org:sys_billing:manage', 'Manage billing'],
  ['org:sys_api_keys:read', 'Read API keys'],
  ['org:sys_api_keys:manage', 'Manage API keys'],
];

/** What every instance has from the start: Clerk's permissions and its two roles, with ids that stay the same. */
export function createNoOrganizations(): OrganizationsState {
  const stamp = { createdAt: 0, updatedAt: 0 };
  const role = (key: string, name: string, description: string, permissions: string[]): OrganizationRole => ({
    id: `role_emulator_${key.replace('org:', '')}`,
    key,
    name,
    description,
    permissions,
    ...stamp,
  });
  const roles = [
    role(
      'org:admin',
      'Admin',
      'Role with elevated permissions',
      systemPermissions.map(([key]) => key),
    ),
    role('org:member', 'Member', 'Role with non-privileged permissions', [
      'org:sys_memberships:read',
      'org:sys_billing:read',
    ]),
  ];
  return {
    organizations: [],
    memberships: [],
    invitations: [],
    domains: [],
    suggestions: [],
    nextOrganizations: [],
    roles,
    roleSets: [createPrimaryRoleSet(roles)],
    permissions: systemPermissions.map(([key, name]) => ({
      id: `perm_emulator_${key.replace('org:', '').replace(':', '_')}`,
      key,
      name,
      description: `${name}, as Clerk's own components ask for it`,
      type: 'system',
      ...stamp,
    })),
  };
}
