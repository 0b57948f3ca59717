import { z } from 'zod';

/** The roles that members of an organisation can have. */
export const roleSetSchema = z.strictObject({
  id: z.string(),
  /** E.g. `role_set:default`. */
  key: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  /** New organisations get the one that is `initial`. */
  type: z.enum(['initial', 'custom']),
  /** Keys of roles. */
  roles: z.array(z.string()),
  /** Of who joins and of who creates; those of the initial one stand in the instance's settings. */
  defaultRole: z.string(),
  creatorRole: z.string(),
  createdAt: z.int().nonnegative(),
  updatedAt: z.int().nonnegative(),
});
export type RoleSet = z.infer<typeof roleSetSchema>;

/** The set that an instance has from the start, with an id and a key that stay the same. */
export const createPrimaryRoleSet = (roles: readonly { key: string }[]): RoleSet => ({
  id: 'rset_emulator_default',
  key: 'role_set:default',
  name: 'Default',
  description: null,
  type: 'initial',
  roles: roles.map(({ key }) => key),
  defaultRole: 'org:member',
  creatorRole: 'org:admin',
  createdAt: 0,
  updatedAt: 0,
});
