import type { EmulatorContext } from '../context.ts';
import { parameterError } from '../errors/api-error.ts';
import { creatorRoleNeeds } from '../errors/organization-errors.ts';
import { parameterValueInvalid } from '../errors/parameter-errors.ts';
import { reassignmentMissing, roleNotInRoleSet } from '../errors/role-set-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Organization } from '../state/organization-records.ts';
import type { RoleSet } from '../state/role-set-record.ts';
import { mergeSettings } from '../state/settings.ts';
import { creatorPermissions, isCreatorEligible, requireRole } from './organization-roles.ts';
import { reassign, rolesInUse } from './role-reassignment.ts';
import {
  initialRoleSet,
  organizationsWith,
  requireRoleSet,
  roleKeysOf,
  roleSetOf,
  specialRolesOf,
} from './role-sets.ts';

type SpecialRoles = { creatorRole?: string | undefined; defaultRole?: string | undefined };
type Texts = { name?: string | undefined; key?: string | undefined; description?: string | undefined };

export function createRoleSet(
  context: EmulatorContext,
  fields: Texts & { name: string; roles: readonly string[]; creatorRole: string; defaultRole: string },
  isInitial: boolean,
): RoleSet {
  const roles = toRoleKeys(context, fields.roles, 'roles');
  assertSpecialRoles(context, roles, fields);
  if (fields.key !== undefined) assertKeyFree(context, fields.key);
  const now = context.clock();
  const roleSet: RoleSet = {
    id: createId('rset'),
    key: fields.key ?? freeKey(context, fields.name),
    name: fields.name,
    description: fields.description ?? null,
    type: 'custom',
    roles,
    defaultRole: fields.defaultRole,
    creatorRole: fields.creatorRole,
    createdAt: now,
    updatedAt: now,
  };
  context.store.organizations.roleSets.push(roleSet);
  if (isInitial) makeInitial(context, roleSet);
  return roleSet;
}

/** Its organisations follow a new key. */
export function updateRoleSet(
  context: EmulatorContext,
  roleSet: RoleSet,
  fields: Texts & SpecialRoles & { isInitial: boolean },
): void {
  const { key } = fields;
  assertSpecialRoles(context, roleKeysOf(context, roleSet), fields);
  if (key !== undefined && key !== roleSet.key) {
    assertKeyFree(context, key);
    for (const organization of organizationsWith(context, roleSet)) organization.roleSetKey = key;
    roleSet.key = key;
  }
  if (fields.isInitial) makeInitial(context, roleSet);
  setSpecialRoles(context, roleSet, fields);
  roleSet.name = fields.name ?? roleSet.name;
  roleSet.description = fields.description ?? roleSet.description;
  roleSet.updatedAt = context.clock();
}

export function addRolesToSet(
  context: EmulatorContext,
  roleSet: RoleSet,
  added: readonly string[],
  special: SpecialRoles = {},
): void {
  const roles = toRoleKeys(context, added, 'role_keys');
  assertSpecialRoles(context, roles, special);
  roleSet.roles = [...new Set([...roleSet.roles, ...roles])];
  setSpecialRoles(context, roleSet, special);
  roleSet.updatedAt = context.clock();
}

/** Takes a role out; another one takes its place, also with members and invitations. */
export function replaceRoleInSet(context: EmulatorContext, roleSet: RoleSet, from: string, to: string): void {
  if (!roleKeysOf(context, roleSet).includes(from)) throw roleNotInRoleSet('role_key');
  if (from === to) throw parameterValueInvalid('to_role_key', 'has to be another role.');
  const { key } = requireRole(context, to, 'to_role_key');
  const { creatorRole, defaultRole } = specialRolesOf(context, roleSet);
  const special = {
    creatorRole: creatorRole === from ? key : undefined,
    defaultRole: defaultRole === from ? key : undefined,
  };
  assertSpecialRoles(context, [key], special);
  reassign(context, organizationsWith(context, roleSet), (role) => (role === from ? key : role));
  roleSet.roles = [...new Set([...roleSet.roles.filter((role) => role !== from), key])];
  setSpecialRoles(context, roleSet, special);
  roleSet.updatedAt = context.clock();
}

/** Deletes a set; its organisations, and what it was initial for, go to another one. */
export function replaceRoleSet(
  context: EmulatorContext,
  roleSet: RoleSet,
  destinationKey: string,
  mappings: Readonly<Record<string, string>>,
): void {
  const destination = requireRoleSet(context, destinationKey, 'dest_role_set_key');
  if (destination === roleSet)
    throw parameterValueInvalid('dest_role_set_key', 'has to be another role set.');
  const moved = organizationsWith(context, roleSet);
  moveTo(context, moved, destination, mappings);
  if (roleSet.type === 'initial') makeInitial(context, destination);
  const { organizations } = context.store;
  organizations.roleSets = organizations.roleSets.filter((other) => other !== roleSet);
}

/** Throws while a member or an invited person has a role that the set does not have. */
export function assignRoleSet(context: EmulatorContext, organization: Organization, key: string): void {
  const roleSet = requireRoleSet(context, key, 'role_set_key');
  if (roleSet === roleSetOf(context, organization)) return;
  const missing = rolesInUse(context, organization).filter(
    (role) => !roleKeysOf(context, roleSet).includes(role),
  );
  if (missing.length > 0)
    throw parameterValueInvalid(
      'role_set_key',
      `names a role set without ${missing.join(', ')}, which members of the organization have.`,
    );
  organization.roleSetKey = roleSet.key;
}

/** There is one initial set at a time; what the settings say of roles is about it. */
export function makeInitial(context: EmulatorContext, roleSet: RoleSet): void {
  const before = initialRoleSet(context);
  if (before === roleSet) return;
  for (const organization of organizationsWith(context, before)) organization.roleSetKey = before.key;
  const next = specialRolesOf(context, roleSet);
  Object.assign(before, { ...specialRolesOf(context, before), type: 'custom' });
  roleSet.type = 'initial';
  setSpecialRoles(context, roleSet, next);
}

function setSpecialRoles(context: EmulatorContext, roleSet: RoleSet, special: SpecialRoles): void {
  const { creatorRole, defaultRole } = { ...specialRolesOf(context, roleSet), ...withoutAbsent(special) };
  Object.assign(roleSet, { creatorRole, defaultRole });
  if (roleSet.type === 'custom') return;
  const { store } = context;
  store.setSettings(
    mergeSettings(store.settings, { organizations: { creatorRole, domainDefaultRole: defaultRole } }),
  );
}

const withoutAbsent = ({ creatorRole, defaultRole }: SpecialRoles) => ({
  ...(creatorRole === undefined ? {} : { creatorRole }),
  ...(defaultRole === undefined ? {} : { defaultRole }),
});

function moveTo(
  context: EmulatorContext,
  organizations: readonly Organization[],
  roleSet: RoleSet,
  mappings: Readonly<Record<string, string>>,
): void {
  const roles = roleKeysOf(context, roleSet);
  if (Object.values(mappings).some((role) => !roles.includes(role)))
    throw roleNotInRoleSet('reassignment_mappings');
  const mapped = new Map(Object.entries(mappings));
  const inUse = new Set(organizations.flatMap((organization) => rolesInUse(context, organization)));
  const missing = [...inUse].filter((role) => !mapped.has(role) && !roles.includes(role));
  if (missing.length > 0) throw reassignmentMissing(missing);
  reassign(context, organizations, (role) => mapped.get(role) ?? role);
  for (const organization of organizations) organization.roleSetKey = roleSet.key;
}

const toRoleKeys = (context: EmulatorContext, keys: readonly string[], parameter: string): string[] => [
  ...new Set(keys.map((key) => requireRole(context, key, parameter).key)),
];

function assertSpecialRoles(
  context: EmulatorContext,
  roles: readonly string[],
  { creatorRole, defaultRole }: SpecialRoles,
): void {
  if (defaultRole !== undefined && !roles.includes(defaultRole)) throw roleNotInRoleSet('default_role_key');
  if (creatorRole === undefined) return;
  if (!roles.includes(creatorRole)) throw roleNotInRoleSet('creator_role_key');
  if (!isCreatorEligible(requireRole(context, creatorRole, 'creator_role_key')))
    throw creatorRoleNeeds(creatorPermissions);
}

const isTaken = ({ store }: EmulatorContext, key: string) =>
  store.organizations.roleSets.some((roleSet) => roleSet.key === key);

function assertKeyFree(context: EmulatorContext, key: string): void {
  if (isTaken(context, key))
    throw parameterError('key', 'form_identifier_exists', 'That key is taken. Please try another.');
}

function freeKey(context: EmulatorContext, name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
  const base = `role_set:${words || 'set'}`;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}_${number}`;
    if (!isTaken(context, key)) return key;
  }
}
