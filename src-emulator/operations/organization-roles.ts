import type { EmulatorContext } from '../context.ts';
import { parameterError } from '../errors/api-error.ts';
import {
  creatorRoleNeeds,
  minimumPermissionsNeeded,
  permissionNotFound,
  roleAssigned,
  roleInInvitations,
  roleIsCreatorRole,
  roleIsDomainRole,
  roleNotFound,
  rolePermissionExists,
  systemPermissionNotModifiable,
} from '../errors/organization-errors.ts';
import { roleNotInRoleSet } from '../errors/role-set-errors.ts';
import { createId } from '../state/identifiers.ts';
import type {
  Organization,
  OrganizationPermission,
  OrganizationRole,
} from '../state/organization-records.ts';
import { initialRoleSet, roleKeysOf, roleSetOf, specialRolesOf } from './role-sets.ts';

/** What somebody needs so that an organisation cannot be left without anybody in charge. */
const elevatedPermissions = ['org:sys_memberships:manage', 'org:sys_memberships:read'] as const;
/** What the role of creators has to permit. */
export const creatorPermissions = [...elevatedPermissions, 'org:sys_profile:delete'];

export const findRole = ({ store }: EmulatorContext, key: string): OrganizationRole | undefined =>
  store.organizations.roles.find((role) => role.key === key);

/** By key or id. Throws 404 when there is no such role; `parameter` is what the error names. */
export function requireRole(context: EmulatorContext, key: string, parameter = 'role'): OrganizationRole {
  const role = findRole(context, key) ?? context.store.organizations.roles.find(({ id }) => id === key);
  if (!role) throw roleNotFound(parameter);
  return role;
}

/** The role that somebody in the organisation is to have. Throws unless its role set has it. */
export function requireRoleIn(
  context: EmulatorContext,
  organization: Organization,
  key: string,
): OrganizationRole {
  const role = requireRole(context, key);
  if (!roleKeysOf(context, roleSetOf(context, organization)).includes(role.key))
    throw roleNotInRoleSet('role');
  return role;
}

/** By id or key. */
export function requireRoleById({ store }: EmulatorContext, id: string): OrganizationRole {
  const role = store.organizations.roles.find((candidate) => candidate.id === id || candidate.key === id);
  if (!role) throw roleNotFound('organization_role_id');
  return role;
}

export function requirePermissionById({ store }: EmulatorContext, id: string): OrganizationPermission {
  const permission = store.organizations.permissions.find((candidate) => candidate.id === id);
  if (!permission) throw permissionNotFound();
  return permission;
}

export const permissionsOfRole = (context: EmulatorContext, key: string): readonly string[] =>
  findRole(context, key)?.permissions ?? [];

export const hasElevatedPermissions = (context: EmulatorContext, role: string): boolean =>
  elevatedPermissions.every((permission) => permissionsOfRole(context, role).includes(permission));

export const isCreatorEligible = (role: OrganizationRole): boolean =>
  creatorPermissions.every((permission) => role.permissions.includes(permission));

type RoleFields = {
  name?: string | undefined;
  key?: string | undefined;
  description?: string | undefined;
  /** Ids or keys of permissions. */
  permissions?: readonly string[] | undefined;
};

/** `isInitial`: organisations with the initial role set can use it at once. */
export function createRole(
  context: EmulatorContext,
  fields: RoleFields & { name: string; key: string },
  isInitial: boolean,
): OrganizationRole {
  const now = context.clock();
  assertKeyFree(context.store.organizations.roles, fields.key);
  const role = {
    id: createId('role'),
    key: fields.key,
    name: fields.name,
    description: fields.description ?? '',
    permissions: toPermissionKeys(context, fields.permissions ?? []),
    createdAt: now,
    updatedAt: now,
  };
  context.store.organizations.roles.push(role);
  if (isInitial) initialRoleSet(context).roles.push(role.key);
  return role;
}

/** A new key is taken over by those who have the role, by role sets and settings. */
export function updateRole(context: EmulatorContext, role: OrganizationRole, fields: RoleFields): void {
  const { organizations, settings } = context.store;
  const { key } = fields;
  if (key !== undefined && key !== role.key) assertKeyFree(organizations.roles, key);
  const permissions = fields.permissions && toPermissionKeys(context, fields.permissions);
  if (permissions) assertStillEligible(context, role, permissions);
  if (key !== undefined && key !== role.key) {
    for (const holder of [...organizations.memberships, ...organizations.invitations])
      if (holder.role === role.key) holder.role = key;
    const renamed = (held: string) => (held === role.key ? key : held);
    const { creatorRole, domainDefaultRole } = settings.organizations;
    context.store.setSettings({
      ...settings,
      organizations: {
        ...settings.organizations,
        creatorRole: renamed(creatorRole),
        domainDefaultRole: renamed(domainDefaultRole),
      },
    });
    for (const roleSet of organizations.roleSets) {
      roleSet.roles = roleSet.roles.map(renamed);
      roleSet.creatorRole = renamed(roleSet.creatorRole);
      roleSet.defaultRole = renamed(roleSet.defaultRole);
    }
    role.key = key;
  }
  role.name = fields.name ?? role.name;
  role.description = fields.description ?? role.description;
  role.permissions = permissions ?? role.permissions;
  role.updatedAt = context.clock();
}

/** Throws while somebody has it, is invited to it, or a role set has it for who creates or joins. */
export function deleteRole(context: EmulatorContext, role: OrganizationRole): void {
  const { organizations } = context.store;
  const special = organizations.roleSets.map((roleSet) => specialRolesOf(context, roleSet));
  if (special.some(({ creatorRole }) => creatorRole === role.key)) throw roleIsCreatorRole();
  if (special.some(({ defaultRole }) => defaultRole === role.key)) throw roleIsDomainRole();
  if (organizations.memberships.some((membership) => membership.role === role.key)) throw roleAssigned();
  const isInvited = organizations.invitations.some(
    (invitation) =>
      invitation.role === role.key &&
      invitation.status === 'pending' &&
      context.clock() < invitation.expireAt,
  );
  if (isInvited) throw roleInInvitations();
  organizations.roles = organizations.roles.filter((candidate) => candidate.id !== role.id);
  for (const roleSet of organizations.roleSets)
    roleSet.roles = roleSet.roles.filter((key) => key !== role.key);
}

export function grantPermission(
  { clock }: EmulatorContext,
  role: OrganizationRole,
  permission: OrganizationPermission,
): void {
  if (role.permissions.includes(permission.key)) throw rolePermissionExists();
  role.permissions = [...role.permissions, permission.key];
  role.updatedAt = clock();
}

export function withdrawPermission(
  context: EmulatorContext,
  role: OrganizationRole,
  permission: OrganizationPermission,
): void {
  if (!role.permissions.includes(permission.key)) throw permissionNotFound();
  const permissions = role.permissions.filter((key) => key !== permission.key);
  assertStillEligible(context, role, permissions);
  role.permissions = permissions;
  role.updatedAt = context.clock();
}

type PermissionFields = { name: string; key: string; description: string };

export function createPermission(
  { store, clock }: EmulatorContext,
  fields: PermissionFields,
): OrganizationPermission {
  assertKeyFree(store.organizations.permissions, fields.key);
  const now = clock();
  const permission: OrganizationPermission = {
    id: createId('perm'),
    ...fields,
    type: 'user',
    createdAt: now,
    updatedAt: now,
  };
  store.organizations.permissions.push(permission);
  return permission;
}

export function updatePermission(
  { store, clock }: EmulatorContext,
  permission: OrganizationPermission,
  fields: { [Field in keyof PermissionFields]: PermissionFields[Field] | undefined },
): void {
  if (permission.type === 'system') throw systemPermissionNotModifiable();
  const { key } = fields;
  if (key !== undefined && key !== permission.key) {
    assertKeyFree(store.organizations.permissions, key);
    for (const role of store.organizations.roles)
      role.permissions = role.permissions.map((held) => (held === permission.key ? key : held));
    permission.key = key;
  }
  permission.name = fields.name ?? permission.name;
  permission.description = fields.description ?? permission.description;
  permission.updatedAt = clock();
}

/** Takes it from all roles as well. */
export function deletePermission({ store }: EmulatorContext, permission: OrganizationPermission): void {
  if (permission.type === 'system') throw systemPermissionNotModifiable();
  const { organizations } = store;
  organizations.permissions = organizations.permissions.filter((candidate) => candidate.id !== permission.id);
  for (const role of organizations.roles)
    role.permissions = role.permissions.filter((key) => key !== permission.key);
}

function toPermissionKeys(context: EmulatorContext, idsOrKeys: readonly string[]): string[] {
  const { permissions } = context.store.organizations;
  const keys = idsOrKeys.map((wanted) => {
    const found = permissions.find(({ id, key }) => id === wanted || key === wanted);
    if (!found) throw permissionNotFound();
    return found.key;
  });
  return [...new Set(keys)];
}

/** The creator role keeps what a creator needs, and no organisation loses the last one in charge. */
function assertStillEligible(
  context: EmulatorContext,
  role: OrganizationRole,
  permissions: readonly string[],
): void {
  const { organizations } = context.store;
  if (
    organizations.roleSets.some((roleSet) => specialRolesOf(context, roleSet).creatorRole === role.key) &&
    !creatorPermissions.every((permission) => permissions.includes(permission))
  )
    throw creatorRoleNeeds(creatorPermissions);
  if (elevatedPermissions.every((permission) => permissions.includes(permission))) return;
  const isInCharge = (key: string) => key !== role.key && hasElevatedPermissions(context, key);
  const withoutAnybody = organizations.organizations.some(({ id }) => {
    const members = organizations.memberships.filter((membership) => membership.organizationId === id);
    const hadSomebody = members.some((membership) => hasElevatedPermissions(context, membership.role));
    return hadSomebody && !members.some((membership) => isInCharge(membership.role));
  });
  if (withoutAnybody) throw minimumPermissionsNeeded();
}

function assertKeyFree(rows: readonly { key: string }[], key: string): void {
  if (rows.some((row) => row.key === key))
    throw parameterError('key', 'form_identifier_exists', 'That key is taken. Please try another.');
}
