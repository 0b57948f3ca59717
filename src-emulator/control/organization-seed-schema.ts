import { z } from 'zod';
import { createNoOrganizations } from '../state/organization-records.ts';
import type { OrganizationSeed } from '../state/organization-seed.ts';
import { roleSettings } from '../state/organization-settings.ts';
import type { Seed } from '../state/seed.ts';
import { emailAddressField, metadataSchema, phoneNumberField, usernameField } from '../wire/fields.ts';
import { organizationNameField, slugField } from '../wire/organization-fields.ts';

const nameField = z.string().trim().min(1).max(256);
const descriptionField = z.string().max(1024).optional();

const memberSchema = z
  .strictObject({
    userId: z.string().optional(),
    emailAddress: emailAddressField.optional(),
    phoneNumber: phoneNumberField.optional(),
    username: usernameField.optional(),
    role: z.string(),
  })
  .refine(
    ({ role: _role, ...names }) => Object.values(names).filter(Boolean).length === 1,
    'needs one of userId, emailAddress, phoneNumber and username.',
  );

/** What a seed may say of organisations. */
export const organizationSeedFields = {
  organizationPermissions: z
    .array(
      z.strictObject({
        key: z.string().regex(/^org:(?!sys_)[a-z0-9_]+:[a-z0-9_]+$/, 'must be like org:feature:permission.'),
        name: nameField,
        description: descriptionField,
      }),
    )
    .max(500)
    .optional(),
  organizationRoles: z
    .array(
      z.strictObject({
        key: z.string().regex(/^org:[a-z0-9_]+$/, 'must be like org:role.'),
        name: nameField,
        description: descriptionField,
        permissions: z.array(z.string()).max(500),
      }),
    )
    .max(100)
    .optional(),
  organizations: z
    .array(
      z.strictObject({
        id: z
          .string()
          .regex(/^org_\w{1,64}$/, 'must begin with org_ and have letters and digits after it.')
          .optional(),
        name: organizationNameField,
        slug: slugField,
        members: z.array(memberSchema).max(5000),
        maxAllowedMemberships: z.int().min(0).optional(),
        publicMetadata: metadataSchema.optional(),
        privateMetadata: metadataSchema.optional(),
      }),
    )
    .max(1000)
    .optional(),
};

type Report = (path: (string | number)[], message: string) => void;

type SeedIdentifiers = {
  id?: string | undefined;
  emailAddresses?: readonly string[] | undefined;
  phoneNumbers?: readonly string[] | undefined;
  username?: string | undefined;
};

/** All by which a member of an organisation can name the user, with the field that does. */
const listNames = ({ id, emailAddresses = [], phoneNumbers = [], username }: SeedIdentifiers): string[] => [
  ...(id === undefined ? [] : [`userId ${id}`]),
  ...emailAddresses.map((address) => `emailAddress ${address}`),
  ...phoneNumbers.map((number) => `phoneNumber ${number}`),
  ...(username === undefined ? [] : [`username ${username}`]),
];

/** Reports what a seed names twice, and what it names and does not have. */
export function checkOrganizationSeed(
  seed: OrganizationSeed & Pick<Seed, 'settings'> & { users: readonly SeedIdentifiers[] },
  report: Report,
): void {
  const builtIn = createNoOrganizations();
  const permissions = new Set(builtIn.permissions.map(({ key }) => key));
  const roles = new Set(builtIn.roles.map(({ key }) => key));
  const enter = (known: Set<string>, key: string, path: (string | number)[]) => {
    if (known.has(key)) report(path, `is not unique: ${JSON.stringify(key)} is there already.`);
    known.add(key);
  };
  for (const [index, { key }] of (seed.organizationPermissions ?? []).entries())
    enter(permissions, key, ['organizationPermissions', index, 'key']);
  for (const [index, role] of (seed.organizationRoles ?? []).entries()) {
    enter(roles, role.key, ['organizationRoles', index, 'key']);
    for (const key of role.permissions)
      if (!permissions.has(key))
        report(
          ['organizationRoles', index, 'permissions'],
          `names ${JSON.stringify(key)}, which is no permission.`,
        );
  }
  for (const name of roleSettings) {
    const key = seed.settings?.organizations?.[name];
    if (key !== undefined && !roles.has(key))
      report(['settings', 'organizations', name], `${JSON.stringify(key)} is no role.`);
  }
  const owners = new Map<string, SeedIdentifiers>();
  for (const user of seed.users) for (const name of listNames(user)) owners.set(name, user);
  const taken = new Set<string>();
  for (const [index, { id, slug, members }] of (seed.organizations ?? []).entries()) {
    for (const value of id ? [id, slug] : [slug]) enter(taken, value, ['organizations', index]);
    const inside = new Set<SeedIdentifiers>();
    for (const [position, { role, ...names }] of members.entries()) {
      const path = ['organizations', index, 'members', position];
      const [field, name = ''] = Object.entries(names).find(([, value]) => value !== undefined) ?? [];
      const user = owners.get(`${field} ${name}`);
      if (!user) report(path, `${name} is no user of this seed.`);
      else if (inside.has(user)) report(path, `is not unique: ${JSON.stringify(name)} is there already.`);
      else inside.add(user);
      if (!roles.has(role)) report(path, `${JSON.stringify(role)} is no role.`);
    }
  }
}
