import { beforeEach, describe, expect, it } from 'vitest';
import { findUser } from './clerk-client.ts';
import { ada, callBackend, grace, readError } from './harness.ts';
import { createOrganization, enableOrganizations, readPage, signInAs } from './organization-steps.ts';
import { setUpWebhooks } from './webhook-receiver.ts';

const { clerk, emulator, receiver, subscribe } = setUpWebhooks();
beforeEach(async () => {
  await enableOrganizations(emulator);
});

const keysOf = (rows: readonly { key: string }[]) => rows.map(({ key }) => key).sort();

const refuse = async (path: string, body: unknown, method = 'POST') =>
  readError(await callBackend(emulator, path, { method, body }));

/** A role who may all that a creator has to, and one who may nothing. */
async function createRoles() {
  const { organizationRoles, organizationPermissions } = clerk;
  const { data } = await organizationPermissions.getOrganizationPermissionList({ query: 'sys_' });
  await organizationRoles.createOrganizationRole({
    name: 'Owner',
    key: 'org:owner',
    permissions: data.map(({ id }) => id),
  });
  await organizationRoles.createOrganizationRole({ name: 'Guest', key: 'org:guest' });
}

const createProSet = async (type: 'initial' | 'custom' = 'custom') =>
  clerk.roleSets.createRoleSet({
    name: 'Pro plan',
    defaultRoleKey: 'org:guest',
    creatorRoleKey: 'org:owner',
    type,
    roles: ['org:owner', 'org:guest'],
  });

describe('the primary role set', () => {
  it('is there from the start, for all organisations', async () => {
    const { roleSets, organizations, instance } = clerk;
    const { data, totalCount } = await roleSets.getRoleSetList();
    expect(totalCount).toBe(1);
    expect(data[0]).toMatchObject({
      key: 'role_set:default',
      type: 'initial',
      defaultRole: { key: 'org:member' },
      creatorRole: { key: 'org:admin' },
      roleSetMigration: null,
    });
    expect(keysOf(data[0]?.roles ?? [])).toStrictEqual(['org:admin', 'org:member']);
    const { client } = await signInAs(emulator, ada);
    await createOrganization(client);
    const [organization] = (await organizations.getOrganizationList()).data;
    expect(organization?.raw).toMatchObject({ role_set_key: 'role_set:default' });
    expect(await instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:admin' });
    expect((await roleSets.getRoleSet('role_set:default')).creatorRole).toMatchObject({
      membersCount: 1,
      hasMembers: true,
    });
  });

  it('decides which roles an organisation offers and accepts', async () => {
    const { roleSets, organizations } = clerk;
    await createRoles();
    const { client } = await signInAs(emulator, ada);
    const organizationId = await createOrganization(client);
    const { userId } = await signInAs(emulator, grace);
    const roles = async () =>
      (await readPage(client, `/organizations/${organizationId}/roles`)).data.map(({ key }) => key).sort();
    expect(await roles()).toStrictEqual(['org:admin', 'org:member']);
    const membership = { organizationId, userId, role: 'org:guest' };
    const notInSet = {
      status: 422,
      errors: [{ code: 'form_param_value_invalid', meta: { paramName: 'role' } }],
    };
    await expect(organizations.createOrganizationMembership(membership)).rejects.toMatchObject(notInSet);
    await expect(
      organizations.createOrganizationInvitation({
        organizationId,
        emailAddress: 'mary@example.com',
        role: 'org:guest',
      }),
    ).rejects.toMatchObject(notInSet);
    await organizations.createOrganizationMembership({ ...membership, role: 'org:member' });
    await expect(organizations.updateOrganizationMembership(membership)).rejects.toMatchObject(notInSet);
    await roleSets.addRolesToRoleSet({
      roleSetKeyOrId: 'role_set:default',
      roleKeys: ['org:guest'],
      defaultRoleKey: 'org:guest',
    });
    expect(await roles()).toStrictEqual(['org:admin', 'org:guest', 'org:member']);
    expect(await organizations.updateOrganizationMembership(membership)).toMatchObject({ role: 'org:guest' });
    const environment: unknown = await (await fetch(`${emulator.url}/v1/environment`)).json();
    expect(environment).toMatchObject({
      organization_settings: { domains: { default_role: 'org:guest' } },
    });
  });

  it('follows the settings, and a role that is made for it', async () => {
    const { roleSets, organizationRoles, instance } = clerk;
    await createRoles();
    await organizationRoles.createOrganizationRole({
      name: 'Auditor',
      key: 'org:auditor',
      includeInInitialRoleSet: true,
    });
    const owner = (await organizationRoles.getOrganizationRoleList({ query: 'org:owner' })).data[0];
    await instance.updateOrganizationSettings({ creatorRoleId: owner?.id ?? '' });
    const set = await roleSets.getRoleSet('role_set:default');
    expect(set.creatorRole).toMatchObject({ key: 'org:owner' });
    expect(keysOf(set.roles)).toStrictEqual(['org:admin', 'org:auditor', 'org:member', 'org:owner']);
  });
});

describe('further role sets', () => {
  it('are made, found, changed, and chosen for organisations', async () => {
    const { roleSets, organizations } = clerk;
    await createRoles();
    const pro = await createProSet();
    expect(pro).toMatchObject({ key: 'role_set:pro_plan', type: 'custom', description: null });
    const user = await findUser(clerk, ada.emailAddress);
    const created = await callBackend(emulator, '/organizations', {
      method: 'POST',
      body: { name: 'Royal Society', created_by: user.id, role_set_key: pro.key },
    });
    expect(await created.json()).toMatchObject({ role_set_key: 'role_set:pro_plan' });
    const [organization] = (await organizations.getOrganizationList()).data;
    const organizationId = organization?.id ?? '';
    const { data } = await organizations.getOrganizationMembershipList({ organizationId });
    expect(data.map(({ role }) => role)).toStrictEqual(['org:owner']);
    const changed = await roleSets.updateRoleSet({
      roleSetKeyOrId: pro.id,
      name: 'Professional',
      key: 'role_set:professional',
      description: 'For who pays',
      defaultRoleKey: 'org:owner',
    });
    expect(changed).toMatchObject({ description: 'For who pays', defaultRole: { key: 'org:owner' } });
    expect((await organizations.getOrganization({ organizationId })).raw).toMatchObject({
      role_set_key: 'role_set:professional',
    });
    expect(keysOf((await roleSets.getRoleSetList({ query: 'PROF' })).data)).toStrictEqual([
      'role_set:professional',
    ]);
    expect(keysOf((await roleSets.getRoleSetList({ query: pro.id })).data)).toStrictEqual([
      'role_set:professional',
    ]);
    expect((await roleSets.getRoleSetList({ orderBy: '+name', limit: 1 })).data[0]?.name).toBe('Default');
    expect(
      await refuse(`/organizations/${organizationId}`, { role_set_key: 'role_set:default' }, 'PATCH'),
    ).toStrictEqual({ status: 422, code: 'form_param_value_invalid', parameter: 'role_set_key' });
    expect(
      await refuse(`/organizations/${organizationId}`, { role_set_key: 'role_set:none' }, 'PATCH'),
    ).toStrictEqual({ status: 404, code: 'resource_not_found', parameter: 'role_set_key' });
  });

  it('give way to a new initial one, which new organisations get', async () => {
    const { roleSets, instance, organizations } = clerk;
    await createRoles();
    const { client, userId } = await signInAs(emulator, ada);
    const before = await createOrganization(client);
    await createProSet('initial');
    expect(await roleSets.getRoleSet('role_set:default')).toMatchObject({
      type: 'custom',
      creatorRole: { key: 'org:admin' },
    });
    expect(await instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:owner' });
    const after = await organizations.createOrganization({ name: 'Later', createdBy: userId });
    expect(after.raw).toMatchObject({ role_set_key: 'role_set:pro_plan' });
    expect((await organizations.getOrganization({ organizationId: before })).raw).toMatchObject({
      role_set_key: 'role_set:default',
    });
    await roleSets.updateRoleSet({ roleSetKeyOrId: 'role_set:default', type: 'initial' });
    expect(await instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:admin' });
    expect(await roleSets.getRoleSet('role_set:pro_plan')).toMatchObject({
      type: 'custom',
      creatorRole: { key: 'org:owner' },
    });
  });

  it('replace a role with its members and invitations, and keep somebody in charge', async () => {
    const { roleSets, organizations } = clerk;
    await createRoles();
    const { client } = await signInAs(emulator, ada);
    const organizationId = await createOrganization(client);
    const { userId } = await signInAs(emulator, grace);
    await organizations.createOrganizationMembership({ organizationId, userId, role: 'org:member' });
    await organizations.createOrganizationInvitation({
      organizationId,
      emailAddress: 'mary@example.com',
      role: 'org:member',
    });
    await subscribe({ events: ['organizationMembership.updated'] });
    const set = await roleSets.replaceRoleInRoleSet({
      roleSetKeyOrId: 'role_set:default',
      roleKey: 'org:member',
      toRoleKey: 'org:guest',
    });
    expect(keysOf(set.roles)).toStrictEqual(['org:admin', 'org:guest']);
    expect(set.defaultRole).toMatchObject({ key: 'org:guest', membersCount: 1 });
    const [told] = await receiver.receive(1);
    expect(told?.event.data).toMatchObject({ role: 'org:guest', public_user_data: { user_id: userId } });
    const invitations = await organizations.getOrganizationInvitationList({ organizationId });
    expect(invitations.data.map(({ role }) => role)).toStrictEqual(['org:guest']);
    expect(
      await refuse('/role_sets/role_set:default/roles/replace', {
        role_key: 'org:admin',
        to_role_key: 'org:guest',
      }),
    ).toMatchObject({ status: 422, code: 'organization_missing_creator_role_permissions' });
  });

  it('replace a whole set, with mappings for the roles that the other one does not have', async () => {
    const { roleSets, organizations, instance } = clerk;
    await createRoles();
    await createProSet();
    const { client } = await signInAs(emulator, ada);
    const organizationId = await createOrganization(client);
    const path = '/role_sets/role_set:default/replace';
    const mapping = (to: string) => ({
      dest_role_set_key: 'role_set:pro_plan',
      reassignment_mappings: { 'org:admin': to },
    });
    expect(await refuse(path, { dest_role_set_key: 'role_set:pro_plan' })).toStrictEqual({
      status: 422,
      code: 'form_param_value_invalid',
      parameter: 'reassignment_mappings',
    });
    expect(await refuse(path, mapping('org:member'))).toMatchObject({ parameter: 'reassignment_mappings' });
    expect(await refuse(path, mapping('org:guest'))).toMatchObject({
      status: 400,
      code: 'organization_minimum_permissions_needed',
    });
    expect(await refuse(path, { dest_role_set_key: 'role_set:default' })).toMatchObject({
      parameter: 'dest_role_set_key',
    });
    const { id } = await roleSets.getRoleSet('role_set:default');
    expect(
      await roleSets.replaceRoleSet({
        roleSetKeyOrId: id,
        destRoleSetKey: 'role_set:pro_plan',
        reassignmentMappings: { 'org:admin': 'org:owner' },
      }),
    ).toMatchObject({ object: 'role_set', id, deleted: true });
    const { data } = await organizations.getOrganizationMembershipList({ organizationId });
    expect(data[0]).toMatchObject({ role: 'org:owner' });
    expect(data[0]?.organization.raw).toMatchObject({ role_set_key: 'role_set:pro_plan' });
    expect(await instance.getOrganizationSettings()).toMatchObject({ creatorRole: 'org:owner' });
    expect(await roleSets.getRoleSet('role_set:pro_plan')).toMatchObject({ type: 'initial' });
    await expect(roleSets.getRoleSet(id)).rejects.toMatchObject({ status: 404 });
  });

  it('keep the roles of creators and of who joins from being deleted', async () => {
    const { organizationRoles, roleSets } = clerk;
    await createRoles();
    await createProSet();
    await expect(organizationRoles.deleteOrganizationRole('org:owner')).rejects.toMatchObject({
      errors: [{ code: 'organization_role_default_creator_role' }],
    });
    await expect(organizationRoles.deleteOrganizationRole('org:guest')).rejects.toMatchObject({
      errors: [{ code: 'organization_role_domain_default_role' }],
    });
    await roleSets.updateRoleSet({ roleSetKeyOrId: 'role_set:pro_plan', defaultRoleKey: 'org:owner' });
    await organizationRoles.deleteOrganizationRole('org:guest');
    expect(keysOf((await roleSets.getRoleSet('role_set:pro_plan')).roles)).toStrictEqual(['org:owner']);
  });

  it.each([
    ['a key of another form', { key: 'pro' }, 422, 'key'],
    ['a taken key', { key: 'role_set:default' }, 422, 'key'],
    ['a role that there is not', { roles: ['org:none'] }, 404, 'roles'],
    ['no roles', { roles: [] }, 422, 'roles'],
    ['a default role outside', { default_role_key: 'org:guest' }, 422, 'default_role_key'],
    ['a creator role outside', { creator_role_key: 'org:guest' }, 422, 'creator_role_key'],
    ['a creator role without permissions', { creator_role_key: 'org:member' }, 422, undefined],
    ['an unknown type', { type: 'other' }, 422, 'type'],
    ['an unknown field', { colour: 'red' }, 422, 'colour'],
  ])('are refused with %s', async (_what, change, status, parameter) => {
    const body = {
      name: 'Set',
      roles: ['org:admin', 'org:member'],
      default_role_key: 'org:member',
      creator_role_key: 'org:admin',
      ...change,
    };
    expect(await refuse('/role_sets', body)).toMatchObject({ status, parameter });
  });
});
