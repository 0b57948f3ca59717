import { beforeEach, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, grace, readClaims } from './harness.ts';
import { activate, createOrganization, enableOrganizations, signInAs } from './organization-steps.ts';
import { createWebhookReceiver } from './webhook-receiver.ts';

const { control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator);
});

it('webhooks tell of organisations, their members and invitations', async () => {
  const { client, userId } = await signInAs(emulator, ada);
  const { userId: other } = await signInAs(emulator, grace);
  const receiver = await createWebhookReceiver();
  const { secret } = await control.webhooks.create({
    url: receiver.url,
    events: [
      'organization.created',
      'organization.deleted',
      'organizationMembership.created',
      'organizationMembership.updated',
      'organizationMembership.deleted',
      'organizationInvitation.created',
      'organizationInvitation.revoked',
    ],
  });
  receiver.expectSecret(secret);

  const organizationId = await createOrganization(client);
  await clerk.organizations.createOrganizationMembership({
    organizationId,
    userId: other,
    role: 'org:member',
  });
  await clerk.organizations.updateOrganizationMembership({
    organizationId,
    userId: other,
    role: 'org:admin',
  });
  const invitation = await clerk.organizations.createOrganizationInvitation({
    organizationId,
    inviterUserId: userId,
    emailAddress: 'mary@example.com',
    role: 'org:member',
  });
  await clerk.organizations.revokeOrganizationInvitation({
    organizationId,
    invitationId: invitation.id,
    requestingUserId: userId,
  });
  await clerk.organizations.deleteOrganizationMembership({ organizationId, userId: other });
  await clerk.organizations.deleteOrganization(organizationId);
  const told = (await receiver.receive(9)).map(({ event }) => event);
  expect(told.map(({ type }) => type)).toStrictEqual([
    'organization.created',
    'organizationMembership.created',
    'organizationMembership.created',
    'organizationMembership.updated',
    'organizationInvitation.created',
    'organizationInvitation.revoked',
    'organizationMembership.deleted',
    'organization.deleted',
    'organizationMembership.deleted',
  ]);
  expect(told[0]?.data).toMatchObject({ object: 'organization', id: organizationId, created_by: userId });
  expect(told[3]?.data).toMatchObject({
    role: 'org:admin',
    organization: { id: organizationId },
    public_user_data: { user_id: other },
  });
  expect(told[3]?.data).not.toHaveProperty('public_user_data.banned');
  expect(told[4]?.data).not.toHaveProperty('public_inviter_data');
  expect(told[4]?.data).toMatchObject({
    id: invitation.id,
    email_address: 'mary@example.com',
    inviter_id: userId,
  });
  await receiver.close();
});

it('webhooks tell who has accepted an invitation', async () => {
  const { client, userId } = await signInAs(emulator, grace);
  const { id: organizationId } = await clerk.organizations.createOrganization({ name: 'Royal Society' });
  const receiver = await createWebhookReceiver();
  const { secret } = await control.webhooks.create({
    url: receiver.url,
    events: ['organizationInvitation.accepted'],
  });
  receiver.expectSecret(secret);
  const invitation = await clerk.organizations.createOrganizationInvitation({
    organizationId,
    emailAddress: grace.emailAddress,
    role: 'org:member',
  });
  await client.post(`/me/organization_invitations/${invitation.id}/accept`);
  const [told] = await receiver.receive(1);
  expect(told?.event.data).toMatchObject({ id: invitation.id, status: 'accepted', user_id: userId });
  await receiver.close();
});

it('the next session of a new member begins in the organisation, unless another one is chosen before', async () => {
  const { organizations, users } = clerk;
  const [user] = (await users.getUserList({ emailAddress: [ada.emailAddress] })).data;
  const userId = user?.id ?? '';
  const begin = async () => {
    const { client } = await signInAs(emulator, ada);
    return (await client.readClient()).sessions[0]?.last_active_organization_id;
  };
  const { id: first } = await organizations.createOrganization({ name: 'First', createdBy: userId });
  expect(await begin()).toBe(first);
  expect(await begin()).toBeNull();
  const { id: second } = await organizations.createOrganization({ name: 'Second' });
  await organizations.createOrganizationMembership({ organizationId: second, userId, role: 'org:admin' });
  const { client, sessionId } = await signInAs(emulator, ada);
  expect((await client.readClient()).sessions[0]).toMatchObject({ last_active_organization_id: second });
  await organizations.createOrganization({ name: 'Third', createdBy: userId });
  await activate(client, sessionId, first);
  expect(await begin()).toBeNull();
  await organizations.createOrganization({ name: 'Fourth', createdBy: userId });
  await control.changeSettings({ organizations: { forceSelection: true } });
  const fourth = (await signInAs(emulator, ada)).client;
  expect((await fourth.readClient()).sessions.at(-1)).toMatchObject({ status: 'active', tasks: null });
});

it('a session that a backend makes for a new member begins in the organisation as well', async () => {
  const { id: userId } = await findUser(clerk, ada.emailAddress);
  const { id } = await clerk.organizations.createOrganization({ name: 'First', createdBy: userId });
  const begin = async () => (await clerk.sessions.createSession({ userId })).lastActiveOrganizationId;
  expect(await begin()).toBe(id);
  expect(await begin()).toBeNull();
});

it('where the next session begins is forgotten with the membership, and with the user', async () => {
  const { organizations, users } = clerk;
  const { id: userId } = await findUser(clerk, ada.emailAddress);
  const { id: organizationId } = await organizations.createOrganization({ name: 'First' });
  await organizations.createOrganizationMembership({ organizationId, userId, role: 'org:member' });
  await organizations.deleteOrganizationMembership({ organizationId, userId });
  const { organizations: left } = await control.takeSnapshot();
  expect(left).toMatchObject({ memberships: [], nextOrganizations: [] });
  await organizations.createOrganization({ name: 'Second', createdBy: userId });
  await users.deleteUser(userId);
  expect((await control.takeSnapshot()).organizations).toMatchObject({ nextOrganizations: [] });
});

it('shortcodes of templates name the active organisation', async () => {
  await clerk.jwtTemplates.create({
    name: 'tenant',
    claims: {
      tenant: '{{org.id}}',
      role: '{{org.role}}',
      slug: 'of {{org.slug}}',
      all: '{{user.organizations}}',
    },
  });
  const { client, sessionId } = await signInAs(emulator, ada);
  const organizationId = await createOrganization(client);
  await activate(client, sessionId, organizationId);
  const { jwt } = await clerk.sessions.getToken(sessionId, 'tenant');
  expect(readClaims(jwt)).toMatchObject({
    tenant: organizationId,
    role: 'org:admin',
    slug: expect.stringMatching(/^of analytical-society/),
    all: { [organizationId]: 'org:admin' },
  });
});

it('API keys of an organisation are for members who may manage them', async () => {
  await control.changeSettings({ userApiKeys: true });
  const { client, sessionId } = await signInAs(emulator, ada);
  const member = await signInAs(emulator, grace);
  const subject = await createOrganization(client);
  await clerk.organizations.createOrganizationMembership({
    organizationId: subject,
    userId: member.userId,
    role: 'org:member',
  });
  const create = async (session: string) =>
    fetch(`${emulator.url}/api_keys`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${(await clerk.sessions.getToken(session)).jwt}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ type: 'api_key', name: 'Deploy', subject }),
    });
  expect((await create(member.sessionId)).status).toBe(403);
  expect((await create(sessionId)).status).toBe(201);
  expect((await clerk.apiKeys.list({ subject })).data).toMatchObject([{ name: 'Deploy', subject }]);
  await clerk.organizations.deleteOrganization(subject);
  expect((await clerk.apiKeys.list({ subject })).data).toStrictEqual([]);
});

it('the instance tells and changes the settings of organisations', async () => {
  expect(await clerk.instance.getOrganizationSettings()).toMatchObject({
    enabled: true,
    maxAllowedMemberships: 5,
    creatorRole: 'org:admin',
  });
  const changed = await clerk.instance.updateOrganizationSettings({
    maxAllowedMemberships: 50,
    domainsEnabled: true,
    domainsEnrollmentModes: ['automatic_invitation'],
  });
  expect(changed).toMatchObject({
    maxAllowedMemberships: 50,
    domainsEnabled: true,
    domainsEnrollmentModes: ['automatic_invitation'],
  });
  await expect(
    clerk.instance.updateOrganizationSettings({ creatorRoleId: 'role_nobody' }),
  ).rejects.toMatchObject({ status: 404 });
  await expect(
    clerk.instance.updateOrganizationSettings({ maxAllowedMemberships: 100_001 }),
  ).rejects.toMatchObject({ status: 422, errors: [{ code: 'form_param_value_invalid' }] });
});
