import { createId } from './identifiers.ts';
import type { OrganizationsState } from './organization-records.ts';
import type { OrganizationSettings } from './organization-settings.ts';
import type { Metadata, User } from './records.ts';

type SeedPermission = { key: string; name: string; description?: string | undefined };

type SeedRole = {
  key: string;
  name: string;
  description?: string | undefined;
  /** Keys of permissions. */
  permissions: readonly string[];
};

/** One of these names a user of the same seed. */
type SeedMember = {
  userId?: string | undefined;
  emailAddress?: string | undefined;
  /** E.164. */
  phoneNumber?: string | undefined;
  /** In lower case. */
  username?: string | undefined;
  role: string;
};

type SeedOrganization = {
  /** Made up when left out. */
  id?: string | undefined;
  name: string;
  slug: string;
  members: readonly SeedMember[];
  maxAllowedMemberships?: number | undefined;
  publicMetadata?: Metadata | undefined;
  privateMetadata?: Metadata | undefined;
};

/** Organisations of a seed, with roles and permissions of the instance's own. */
export type OrganizationSeed = {
  readonly organizationPermissions?: readonly SeedPermission[] | undefined;
  readonly organizationRoles?: readonly SeedRole[] | undefined;
  readonly organizations?: readonly SeedOrganization[] | undefined;
};

const isNamedBy = (user: User, { userId, emailAddress, phoneNumber, username }: Omit<SeedMember, 'role'>) =>
  user.id === userId ||
  (username !== undefined && user.username === username) ||
  user.emailAddresses.some((email) => email.emailAddress === emailAddress) ||
  user.phoneNumbers.some((phone) => phone.phoneNumber === phoneNumber);

/** Adds them to a state that has none of their ids, keys and slugs yet. */
export function addSeedOrganizations(
  state: OrganizationsState,
  seed: OrganizationSeed,
  { users, settings, now }: { users: readonly User[]; settings: OrganizationSettings; now: number },
): void {
  const stamp = { createdAt: now, updatedAt: now };
  for (const { description = '', ...permission } of seed.organizationPermissions ?? [])
    state.permissions.push({ id: createId('perm'), ...permission, description, type: 'user', ...stamp });
  for (const { description = '', permissions, ...role } of seed.organizationRoles ?? []) {
    state.roles.push({ id: createId('role'), ...role, description, permissions: [...permissions], ...stamp });
    for (const roleSet of state.roleSets) if (roleSet.type === 'initial') roleSet.roles.push(role.key);
  }
  for (const { members, ...given } of seed.organizations ?? []) {
    const organizationId = given.id ?? createId('org');
    const memberships = members.flatMap(({ role, ...member }) => {
      const user = users.find((candidate) => isNamedBy(candidate, member));
      const metadata = { publicMetadata: {}, privateMetadata: {} };
      return user
        ? [{ id: createId('orgmem'), organizationId, userId: user.id, role, ...metadata, ...stamp }]
        : [];
    });
    state.organizations.push({
      id: organizationId,
      name: given.name,
      slug: given.slug,
      logo: null,
      publicMetadata: given.publicMetadata ?? {},
      privateMetadata: given.privateMetadata ?? {},
      createdBy: memberships[0]?.userId ?? null,
      maxAllowedMemberships: given.maxAllowedMemberships ?? settings.maxAllowedMemberships,
      adminDeleteEnabled: settings.adminDelete,
      roleSetKey: null,
      ...stamp,
    });
    state.memberships.push(...memberships);
  }
}
