import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, grace, readClaims } from './harness.ts';
import {
  activate,
  createOrganization,
  enableOrganizations,
  readPage,
  signInAs,
} from './organization-steps.ts';

const { control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator);
});

describe('roles and permissions', () => {
  it('are those of Clerk at first', async () => {
    const { organizationRoles, organizationPermissions } = clerk;
    const roles = await organizationRoles.getOrganizationRoleList({ orderBy: '+key' });
    expect(roles.data.map(({ key }) => key)).toEqual(['org:admin', 'org:member']);
    expect(roles.data[0]?.isCreatorEligible).toBe(true);
    const { data } = await organizationPermissions.getOrganizationPermissionList({ query: 'memberships' });
    expect(data.map(({ key }) => key).sort()).toEqual([
      'org:sys_memberships:manage',
      'org:sys_memberships:read',
    ]);
    await expect(
      organizationPermissions.updateOrganizationPermission({ permissionId: data[0]?.id ?? '', name: 'Mine' }),
    ).rejects.toMatchObject({ errors: [{ code: 'organization_system_permission_not_modifiable' }] });
  });

  it('can be made, given, renamed and taken away, and members’ tokens follow', async () => {
    const { organizationRoles, organizationPermissions } = clerk;
    const permission = await organizationPermissions.createOrganizationPermission({
      name: 'Send reports',
      key: 'org:reports:send',
    });
    const role = await organizationRoles.createOrganizationRole({
      name: 'Clerk',
      key: 'org:clerk',
      includeInInitialRoleSet: true,
    });
    const params = { organizationRoleId: role.id, permissionId: permission.id };
    await organizationRoles.assignPermissionToOrganizationRole(params);
    await expect(organizationRoles.assignPermissionToOrganizationRole(params)).rejects.toMatchObject({
      status: 409,
      errors: [{ code: 'organization_role_permission_association_exists' }],
    });
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const member = await signInAs(emulator, grace);
    await client.post(`/organizations/${id}/memberships`, { user_id: member.userId, role: 'org:clerk' });
    expect(await readPage(client, `/organizations/${id}/roles`)).toMatchObject({ total_count: 3 });
    await expect(organizationRoles.deleteOrganizationRole(role.id)).rejects.toMatchObject({
      errors: [{ code: 'organization_role_assigned_members' }],
    });
    await organizationRoles.updateOrganizationRole({ organizationRoleId: role.id, key: 'org:reporter' });
    const session = await activate(member.client, member.sessionId, id);
    expect(readClaims(session.last_active_token.jwt)).toMatchObject({
      fea: 'o:reports',
      o: { rol: 'reporter', per: 'send', fpm: '1' },
    });
    await organizationRoles.removePermissionFromOrganizationRole(params);
    await organizationPermissions.deleteOrganizationPermission(permission.id);
    const { object } = await member.client.post(`/client/sessions/${member.sessionId}/touch`);
    expect(object).toMatchObject({ user: { organization_memberships: [{ permissions: [] }] } });
  });

  it('are shown by their ids as they stand, and those that hold a permission follow its key', async () => {
    const { organizationRoles, organizationPermissions } = clerk;
    const permission = await organizationPermissions.createOrganizationPermission({
      name: 'Send reports',
      key: 'org:reports:send',
      description: 'By post',
    });
    const taken = await organizationPermissions.createOrganizationPermission({
      name: 'Read reports',
      key: 'org:reports:read',
    });
    const role = await organizationRoles.createOrganizationRole({
      name: 'Clerk',
      key: 'org:clerk',
      permissions: [permission.id],
    });
    const change = (fields: { name?: string; key?: string }) =>
      organizationPermissions.updateOrganizationPermission({ permissionId: permission.id, ...fields });
    expect(await change({ key: 'org:reports:post' })).toMatchObject({
      id: permission.id,
      name: 'Send reports',
      key: 'org:reports:post',
      description: 'By post',
    });
    await change({ name: 'Post reports' });
    const shown = await organizationPermissions.getOrganizationPermission(permission.id);
    expect(shown).toMatchObject({ name: 'Post reports', key: 'org:reports:post' });
    expect(await organizationRoles.getOrganizationRole(role.id)).toMatchObject({
      id: role.id,
      name: 'Clerk',
      key: 'org:clerk',
      isCreatorEligible: false,
      permissions: [{ id: permission.id, name: 'Post reports', key: 'org:reports:post' }],
    });
    for (const [key, code] of [
      [taken.key, 'form_identifier_exists'],
      ['org:sys_reports:post', 'form_param_value_invalid'],
      ['reports', 'form_param_format_invalid'],
    ])
      await expect(change({ key: key ?? '' })).rejects.toMatchObject({ status: 422, errors: [{ code }] });

    await organizationPermissions.deleteOrganizationPermission(permission.id);
    await expect(organizationPermissions.getOrganizationPermission(permission.id)).rejects.toMatchObject({
      status: 404,
    });
    expect((await organizationRoles.getOrganizationRole(role.id)).permissions).toStrictEqual([]);
    await organizationRoles.deleteOrganizationRole(role.id);
    await expect(organizationRoles.getOrganizationRole(role.id)).rejects.toMatchObject({ status: 404 });
  });

  it('keep somebody in charge of each organisation', async () => {
    const { organizationRoles, organizationPermissions } = clerk;
    const manage = (
      await organizationPermissions.getOrganizationPermissionList({ query: 'memberships:manage' })
    ).data[0];
    const admin = (await organizationRoles.getOrganizationRoleList({ query: 'org:admin' })).data[0];
    const params = { organizationRoleId: admin?.id ?? '', permissionId: manage?.id ?? '' };
    await expect(organizationRoles.removePermissionFromOrganizationRole(params)).rejects.toMatchObject({
      status: 422,
      errors: [{ code: 'organization_missing_creator_role_permissions' }],
    });
    await expect(organizationRoles.deleteOrganizationRole(admin?.id ?? '')).rejects.toMatchObject({
      errors: [{ code: 'organization_role_default_creator_role' }],
    });
  });
});

describe('the settings of organisations', () => {
  it('are changed by @clerk/backend, and Clerk’s components are told', async () => {
    const { instance } = clerk;
    const settings = await instance.updateOrganizationSettings({
      maxAllowedMemberships: 9,
      domainsEnabled: true,
    });
    expect(settings).toMatchObject({ enabled: true, maxAllowedMemberships: 9, domainsEnabled: true });
    const environment: unknown = await (await fetch(`${emulator.url}/v1/environment`)).json();
    expect(environment).toMatchObject({
      organization_settings: { enabled: true, max_allowed_memberships: 9, domains: { enabled: true } },
      user_settings: { actions: { create_organization: true } },
    });
  });
});

describe('a seed', () => {
  const seed = {
    settings: { organizations: { enabled: true } },
    users: [{ emailAddresses: ['mary@example.com'], password: 'Tunnel-1958' }],
    organizationPermissions: [{ key: 'org:wind:blow', name: 'Blow wind' }],
    organizationRoles: [{ key: 'org:engineer', name: 'Engineer', permissions: ['org:wind:blow'] }],
    organizations: [
      {
        id: 'org_langley',
        name: 'Langley',
        slug: 'langley',
        members: [{ emailAddress: 'mary@example.com', role: 'org:engineer' }],
      },
    ],
  };

  it('has organisations with members, roles and permissions', async () => {
    await control.seed(seed);
    expect(await control.listOrganizations()).toMatchObject([
      {
        id: 'org_langley',
        slug: 'langley',
        members: [{ emailAddress: 'mary@example.com', role: 'org:engineer' }],
        pendingInvitations: [],
      },
    ]);
    const mary = await signInAs(emulator, { emailAddress: 'mary@example.com', password: 'Tunnel-1958' });
    const session = await activate(mary.client, mary.sessionId, 'org_langley');
    expect(readClaims(session.last_active_token.jwt)).toMatchObject({ fea: 'o:wind', o: { slg: 'langley' } });
    const snapshot = await control.takeSnapshot();
    await control.reset();
    expect(await control.listOrganizations()).toEqual([]);
    await control.restoreSnapshot(snapshot);
    expect(await control.listOrganizations()).toHaveLength(1);
  });

  it('is refused when it names what it does not have, or what is there already', async () => {
    const [organization] = seed.organizations;
    const members = [{ emailAddress: 'nobody@example.com', role: 'org:nothing' }];
    await expect(
      control.seed({ ...seed, organizations: [{ name: 'Langley', slug: 'langley', members }] }),
    ).rejects.toThrow(/nobody@example.com is no user of this seed/);
    expect(await control.listOrganizations()).toEqual([]);
    await control.seed(seed);
    await expect(
      control.seed({
        users: [],
        organizations: [{ name: 'Other', slug: organization?.slug ?? '', members: [] }],
      }),
    ).rejects.toThrow(/langley is there already/);
  });
});
