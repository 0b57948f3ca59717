import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, callControl, grace, readError } from './harness.ts';
import { backend, createOrganization, enableOrganizations, signInAs } from './organization-steps.ts';

const { control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator);
});

describe('the Backend API of organisations', () => {
  it('is closed to web pages, whose preflights the Frontend API answers', async () => {
    const answer = await fetch(`${emulator.url}/v1/organizations`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${emulator.secretKey}`,
        'Content-Type': 'application/json',
        Origin: 'https://elsewhere.example',
      },
      body: JSON.stringify({ name: 'Intruders' }),
    });
    expect(answer.status).toBe(401);
    expect(await clerk.organizations.getOrganizationList()).toMatchObject({ totalCount: 0 });
  });

  it('creates, finds, lists, changes and deletes them for @clerk/backend', async () => {
    const { organizations, users } = clerk;
    const [first] = (await users.getUserList({ emailAddress: [ada.emailAddress] })).data;
    if (!first) throw new Error('no Ada');
    const created = await organizations.createOrganization({
      name: 'Royal Society',
      createdBy: first.id,
      publicMetadata: { city: 'London' },
      privateMetadata: { level: { a: 1, b: 2 } },
      maxAllowedMemberships: 20,
    });
    await organizations.createOrganization({ name: 'Académie', slug: 'academie' });
    expect(await organizations.getOrganization({ slug: 'royal-society' })).toMatchObject({
      id: created.id,
      createdBy: first.id,
      publicMetadata: { city: 'London' },
      maxAllowedMemberships: 20,
    });
    const list = await organizations.getOrganizationList({
      includeMembersCount: true,
      orderBy: '-members_count',
      limit: 1,
    });
    expect(list).toMatchObject({ totalCount: 2, data: [{ id: created.id, membersCount: 1 }] });
    expect(await organizations.getOrganizationList({ query: 'acad' })).toMatchObject({
      totalCount: 1,
      data: [{ name: 'Académie' }],
    });
    await organizations.updateOrganization(created.id, { name: 'Royal Institution', slug: 'ri' });
    const merged = await organizations.updateOrganizationMetadata(created.id, {
      privateMetadata: { level: { a: null } },
    });
    expect(merged).toMatchObject({
      name: 'Royal Institution',
      slug: 'ri',
      privateMetadata: { level: { b: 2 } },
    });
    const logo = new File([Buffer.from('89504e470d0a1a0a00', 'hex')], 'logo.png', { type: 'image/png' });
    const withLogo = await organizations.updateOrganizationLogo(created.id, { file: logo });
    expect(withLogo.hasImage).toBe(true);
    const picture = await fetch(withLogo.imageUrl);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await organizations.deleteOrganizationLogo(created.id)).hasImage).toBe(false);
    await organizations.deleteOrganization(created.id);
    await expect(organizations.getOrganization({ organizationId: created.id })).rejects.toMatchObject({
      status: 404,
      errors: [{ code: 'resource_not_found' }],
    });
  });

  it('administers memberships, of an organisation, a user and the instance', async () => {
    const { organizations, users } = clerk;
    const [first, second] = (await users.getUserList({ orderBy: '+email_address' })).data;
    if (!first || !second) throw new Error('no users');
    const { id: organizationId } = await organizations.createOrganization({
      name: 'Royal Society',
      createdBy: first.id,
    });
    const membership = await organizations.createOrganizationMembership({
      organizationId,
      userId: second.id,
      role: 'org:member',
    });
    expect(membership).toMatchObject({
      role: 'org:member',
      publicUserData: { identifier: grace.emailAddress },
    });
    await organizations.updateOrganizationMembershipMetadata({
      organizationId,
      userId: second.id,
      publicMetadata: { desk: 7 },
    });
    const page = await organizations.getOrganizationMembershipList({
      organizationId,
      role: ['org:member'],
      query: 'hopper',
    });
    expect(page).toMatchObject({ totalCount: 1, data: [{ publicMetadata: { desk: 7 } }] });
    expect(await organizations.getInstanceOrganizationMembershipList({ limit: 1 })).toMatchObject({
      totalCount: 2,
    });
    expect(await users.getOrganizationMembershipList({ userId: second.id })).toMatchObject({
      totalCount: 1,
      data: [{ organization: { id: organizationId } }],
    });
    await expect(
      organizations.updateOrganizationMembership({ organizationId, userId: first.id, role: 'org:member' }),
    ).rejects.toMatchObject({ status: 422, errors: [{ code: 'organization_minimum_permissions_needed' }] });
    await organizations.deleteOrganizationMembership({ organizationId, userId: second.id });
    await users.deleteUser(first.id);
    expect(await organizations.getInstanceOrganizationMembershipList({})).toMatchObject({ totalCount: 0 });
  });

  it.each([
    ['the organisation', 'organizations'],
    ['the user', 'users'],
  ] as const)('forgets with %s where the next session would have begun', async (_name, kind) => {
    const { data } = await clerk.users.getUserList({ emailAddress: [grace.emailAddress] });
    const userId = data[0]?.id ?? '';
    const { id } = await clerk.organizations.createOrganization({ name: 'Compilers', createdBy: userId });
    const readNext = async () =>
      z
        .looseObject({ organizations: z.looseObject({ nextOrganizations: z.array(z.unknown()) }) })
        .parse(await (await callControl(emulator, 'GET', '/snapshot')).json()).organizations
        .nextOrganizations;
    expect(await readNext()).toStrictEqual([{ userId, organizationId: id }]);
    await callBackend(emulator, `/${kind}/${kind === 'users' ? userId : id}`, { method: 'DELETE' });
    expect(await readNext()).toStrictEqual([]);
  });

  it('refuses one from before time is counted', async () => {
    const answer = await callBackend(emulator, '/organizations', {
      method: 'POST',
      body: { name: 'Old Society', created_at: '1969-12-31T23:59:59Z' },
    });
    expect(await readError(answer)).toMatchObject({ status: 422, parameter: 'created_at' });
  });

  it('leaves no organisation behind when its creator cannot become a member', async () => {
    const { userId } = await signInAs(emulator, ada);
    const snapshot = await control.takeSnapshot();
    const settings = { ...snapshot.settings, organizations: { creatorRole: 'org:nobody' } };
    await control.restoreSnapshot({ ...snapshot, settings });
    await expect(
      clerk.organizations.createOrganization({ name: 'Half', createdBy: userId }),
    ).rejects.toMatchObject({ status: 404 });
    expect(await clerk.organizations.getOrganizationList({})).toMatchObject({ totalCount: 0 });
  });

  it('shows members nothing of what is private', async () => {
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    await backend(emulator, 'PATCH', `/organizations/${id}/metadata`, {
      private_metadata: { key: 'secret' },
    });
    expect((await client.request(`/organizations/${id}`)).object).not.toHaveProperty('private_metadata');
    const answer = await callBackend(emulator, `/organizations/${id}`);
    expect(await answer.json()).toMatchObject({ private_metadata: { key: 'secret' } });
  });
});
