import type { EmulatorContext } from '../context.ts';
import { roleSetNotFound } from '../errors/role-set-errors.ts';
import type { Organization } from '../state/organization-records.ts';
import type { RoleSet } from '../state/role-set-record.ts';

/** The one of new organisations. */
export function initialRoleSet({ store }: EmulatorContext): RoleSet {
  const roleSet = store.organizations.roleSets.find(({ type }) => type === 'initial');
  if (!roleSet) throw new Error('No role set is the initial one.');
  return roleSet;
}

/** By key or id. Throws 404; `parameter` is what the error names. */
export function requireRoleSet({ store }: EmulatorContext, keyOrId: string, parameter?: string): RoleSet {
  const roleSet = store.organizations.roleSets.find(({ id, key }) => key === keyOrId || id === keyOrId);
  if (!roleSet) throw roleSetNotFound(parameter);
  return roleSet;
}

export const roleSetOf = (context: EmulatorContext, { roleSetKey }: Organization): RoleSet =>
  roleSetKey === null ? initialRoleSet(context) : requireRoleSet(context, roleSetKey);

export const organizationsWith = (context: EmulatorContext, roleSet: RoleSet): Organization[] =>
  context.store.organizations.organizations.filter(
    (organization) => roleSetOf(context, organization) === roleSet,
  );

/** Keys of the roles of who creates an organisation with the set and of who joins one by its domain. */
export function specialRolesOf(
  { store }: EmulatorContext,
  roleSet: RoleSet,
): { creatorRole: string; defaultRole: string } {
  if (roleSet.type === 'custom') return roleSet;
  const { creatorRole, domainDefaultRole } = store.settings.organizations;
  return { creatorRole, defaultRole: domainDefaultRole };
}

/** The keys of all its roles; what the settings name belongs to the initial set in any case. */
export function roleKeysOf(context: EmulatorContext, roleSet: RoleSet): string[] {
  const { creatorRole, defaultRole } = specialRolesOf(context, roleSet);
  return [...new Set([...roleSet.roles, creatorRole, defaultRole])];
}
