import type { EmulatorContext } from '../context.ts';
import { organizationsWith, roleKeysOf, specialRolesOf } from '../operations/role-sets.ts';
import type { OrganizationRole } from '../state/organization-records.ts';
import type { RoleSet } from '../state/role-set-record.ts';

export function roleSetJson(context: EmulatorContext, roleSet: RoleSet) {
  const { roles, memberships } = context.store.organizations;
  const keys = roleKeysOf(context, roleSet);
  const { creatorRole, defaultRole } = specialRolesOf(context, roleSet);
  const organizationIds = new Set(organizationsWith(context, roleSet).map(({ id }) => id));
  const members = memberships.filter(({ organizationId }) => organizationIds.has(organizationId));
  const items = roles
    .filter(({ key }) => keys.includes(key))
    .map((role) => itemJson(role, members.filter((member) => member.role === role.key).length));
  const itemOf = (key: string) => items.find((item) => item.key === key) ?? null;
  return {
    object: 'role_set',
    id: roleSet.id,
    name: roleSet.name,
    key: roleSet.key,
    description: roleSet.description,
    roles: items,
    default_role: itemOf(defaultRole),
    creator_role: itemOf(creatorRole),
    type: roleSet.type,
    // Members are given other roles at once.
    role_set_migration: null,
    created_at: roleSet.createdAt,
    updated_at: roleSet.updatedAt,
  };
}

const itemJson = (role: OrganizationRole, membersCount: number) => ({
  object: 'role_set_item',
  id: role.id,
  name: role.name,
  key: role.key,
  description: role.description,
  members_count: membersCount,
  has_members: membersCount > 0,
  created_at: role.createdAt,
  updated_at: role.updatedAt,
});
