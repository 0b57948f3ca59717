import type { EmulatorContext } from '../context.ts';
import { isCreatorEligible } from '../operations/organization-roles.ts';
import type { OrganizationPermission, OrganizationRole } from '../state/organization-records.ts';

export const permissionJson = (permission: OrganizationPermission) => ({
  object: 'permission',
  id: permission.id,
  key: permission.key,
  name: permission.name,
  description: permission.description,
  type: permission.type,
  created_at: permission.createdAt,
  updated_at: permission.updatedAt,
});

export const roleJson = ({ store }: EmulatorContext, role: OrganizationRole) => ({
  object: 'role',
  id: role.id,
  key: role.key,
  name: role.name,
  description: role.description,
  is_creator_eligible: isCreatorEligible(role),
  permissions: store.organizations.permissions
    .filter(({ key }) => role.permissions.includes(key))
    .map(permissionJson),
  created_at: role.createdAt,
  updated_at: role.updatedAt,
});
