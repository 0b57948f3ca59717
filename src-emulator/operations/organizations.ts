import type { EmulatorContext } from '../context.ts';
import {
  creationNotEnabled,
  organizationNotFound,
  organizationsNotEnabled,
  slugTaken,
} from '../errors/organization-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { Organization } from '../state/organization-records.ts';
import type { Metadata, Session, User } from '../state/records.ts';
import {
  addMember,
  findMembership,
  forgetMembership,
  listMembersOf,
  requireOrganizationFor,
} from './organization-members.ts';
import { assignRoleSet } from './role-set-changes.ts';
import { initialRoleSet, requireRoleSet, specialRolesOf } from './role-sets.ts';

export function assertOrganizationsEnabled({ store }: EmulatorContext): void {
  if (!store.settings.organizations.enabled) throw organizationsNotEnabled();
}

/** By id or slug. Throws 404. */
export function requireOrganization({ store }: EmulatorContext, idOrSlug: string): Organization {
  const organization = store.organizations.organizations.find(
    ({ id, slug }) => id === idOrSlug || slug === idOrSlug,
  );
  if (!organization) throw organizationNotFound();
  return organization;
}

export const mayCreateOrganizations = ({ store }: EmulatorContext, user: User): boolean =>
  store.settings.organizations.creation && user.createOrganizationEnabled;

/** Throws unless the user may create one more. */
export function assertMayCreate(context: EmulatorContext, user: User): void {
  if (!mayCreateOrganizations(context, user)) throw creationNotEnabled();
  const limit = user.createOrganizationsLimit ?? context.store.settings.organizations.createLimit;
  // Zero is no limit, as in Clerk's dashboard.
  if (!limit) return;
  const created = context.store.organizations.organizations.filter(({ createdBy }) => createdBy === user.id);
  if (created.length >= limit) throw creationNotEnabled();
}

export type OrganizationFields = {
  name?: string | undefined;
  slug?: string | undefined;
  maxAllowedMemberships?: number | undefined;
  adminDeleteEnabled?: boolean | undefined;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
  createdAt?: number | undefined;
  roleSetKey?: string | undefined;
};

/** Creates an organisation; its creator, where there is one, becomes its first member. */
export function createOrganization(
  context: EmulatorContext,
  fields: OrganizationFields & { name: string },
  creator: User | null,
): Organization {
  const { store, clock } = context;
  const { settings } = store;
  if (fields.slug) assertSlugFree(context, fields.slug);
  const roleSet =
    fields.roleSetKey === undefined
      ? initialRoleSet(context)
      : requireRoleSet(context, fields.roleSetKey, 'role_set_key');
  const now = clock();
  const organization: Organization = {
    id: createId('org'),
    name: fields.name,
    slug: fields.slug ?? freeSlug(context, fields.name),
    logo: null,
    publicMetadata: fields.publicMetadata ?? {},
    privateMetadata: fields.privateMetadata ?? {},
    createdBy: creator?.id ?? null,
    maxAllowedMemberships: fields.maxAllowedMemberships ?? settings.organizations.maxAllowedMemberships,
    adminDeleteEnabled: fields.adminDeleteEnabled ?? settings.organizations.adminDelete,
    roleSetKey: roleSet.key,
    createdAt: fields.createdAt ?? now,
    updatedAt: now,
  };
  // Who cannot become a member leaves no organisation behind.
  if (creator) addMember(context, organization, creator, specialRolesOf(context, roleSet).creatorRole);
  store.organizations.organizations.push(organization);
  return organization;
}

/** Changes what is given and nothing else. */
export function updateOrganization(
  context: EmulatorContext,
  organization: Organization,
  fields: OrganizationFields,
): void {
  if (fields.slug !== undefined && fields.slug !== organization.slug) assertSlugFree(context, fields.slug);
  if (fields.roleSetKey !== undefined) assignRoleSet(context, organization, fields.roleSetKey);
  organization.name = fields.name ?? organization.name;
  organization.slug = fields.slug ?? organization.slug;
  organization.maxAllowedMemberships = fields.maxAllowedMemberships ?? organization.maxAllowedMemberships;
  organization.adminDeleteEnabled = fields.adminDeleteEnabled ?? organization.adminDeleteEnabled;
  organization.publicMetadata = fields.publicMetadata ?? organization.publicMetadata;
  organization.privateMetadata = fields.privateMetadata ?? organization.privateMetadata;
  organization.createdAt = fields.createdAt ?? organization.createdAt;
  organization.updatedAt = context.clock();
}

/** With members, invitations, domains, suggestions and API keys. */
export function deleteOrganization(context: EmulatorContext, organization: Organization): void {
  const { organizations } = context.store;
  const belongs = (row: { organizationId: string }) => row.organizationId === organization.id;
  for (const membership of listMembersOf(context, organization.id)) forgetMembership(context, membership);
  organizations.invitations = organizations.invitations.filter((row) => !belongs(row));
  organizations.domains = organizations.domains.filter((row) => !belongs(row));
  organizations.suggestions = organizations.suggestions.filter((row) => !belongs(row));
  organizations.organizations = organizations.organizations.filter(({ id }) => id !== organization.id);
  const { platform } = context.store;
  platform.apiKeys = platform.apiKeys.filter(({ subject }) => subject !== organization.id);
}

/** A user who is gone is a member nowhere, and nobody's guest. */
export function forgetUserInOrganizations(context: EmulatorContext, userId: string): void {
  const { organizations } = context.store;
  for (const membership of organizations.memberships.filter((row) => row.userId === userId))
    forgetMembership(context, membership);
  organizations.suggestions = organizations.suggestions.filter((row) => row.userId !== userId);
}

/**
 * Makes an organisation, by id or slug, the session's active one, or with `null` the personal account where people may
 * have one; elsewhere the session keeps its organisation. Throws for strangers.
 */
export function activateOrganization(
  context: EmulatorContext,
  session: Session,
  user: User,
  idOrSlug: string | null,
): void {
  if (idOrSlug === null) {
    if (isPersonalAccountOff(context)) return;
    takeNextOrganization(context, user.id);
    session.lastActiveOrganizationId = null;
    return;
  }
  const { id } = requireOwnOrganization(context, user, idOrSlug);
  takeNextOrganization(context, user.id);
  session.lastActiveOrganizationId = id;
}

/** By id or slug. Throws for strangers. */
export function requireOwnOrganization(context: EmulatorContext, user: User, idOrSlug: string): Organization {
  assertOrganizationsEnabled(context);
  const { organizations } = context.store.organizations;
  const id = organizations.find(({ slug }) => slug === idOrSlug)?.id ?? idOrSlug;
  return requireOrganizationFor(context, id, user).organization;
}

/** Whether everybody has to choose an organisation. */
export const isPersonalAccountOff = ({ store }: EmulatorContext): boolean =>
  store.settings.organizations.enabled && store.settings.organizations.forceSelection;

/** Lets the user's next session begin in the organisation, unless another one is chosen before. */
export function openNext({ store }: EmulatorContext, organization: Organization, userId: string): void {
  const { organizations } = store;
  organizations.nextOrganizations = [
    ...organizations.nextOrganizations.filter((next) => next.userId !== userId),
    { userId, organizationId: organization.id },
  ];
}

/** Where the session that begins now does so, once. */
export function takeNextOrganization(context: EmulatorContext, userId: string): string | null {
  const { organizations } = context.store;
  const next = organizations.nextOrganizations.find((candidate) => candidate.userId === userId);
  if (!next) return null;
  organizations.nextOrganizations = organizations.nextOrganizations.filter((other) => other !== next);
  return findMembership(context, next.organizationId, userId) ? next.organizationId : null;
}

function assertSlugFree({ store }: EmulatorContext, slug: string): void {
  if (store.organizations.organizations.some((organization) => organization.slug === slug)) throw slugTaken();
}

function freeSlug({ store }: EmulatorContext, name: string): string {
  const taken = new Set(store.organizations.organizations.map(({ slug }) => slug));
  const base = toSlug(name) || 'organization';
  for (let number = 1; ; number += 1) {
    const slug = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/** Letters, digits and hyphens, as Clerk's slugs have them. */
const toSlug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
