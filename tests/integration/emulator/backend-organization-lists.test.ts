import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, days, grace, readError, readOutbox } from './harness.ts';
import { backend, enableOrganizations, signInAs } from './organization-steps.ts';
import { post } from './ticket-steps.ts';

let organizationId: string;
let adaId: string;

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator, { domains: true, maxAllowedMemberships: 50 });
  adaId = (await signInAs(emulator, ada)).userId;
  organizationId = await create({ name: 'Royal Society', created_by: adaId });
});

const create = async (body: object) => (await post(emulator, '/organizations', body)).id;

const pageSchema = z.object({ data: z.array(z.looseObject({ id: z.string() })), total_count: z.number() });
const list = async (path: string) => pageSchema.parse(await (await callBackend(emulator, path)).json()).data;

describe('organizations in the Backend API', () => {
  it('are found by their whole id, or by part of name or slug, the newest first', async () => {
    const second = await create({ name: 'Second' });
    const ids = async (query: string) => (await list(`/organizations?${query}`)).map(({ id }) => id);
    expect(await ids('')).toStrictEqual([second, organizationId]);
    expect(await ids(`query=${second}`)).toStrictEqual([second]);
    expect(await ids('query=org_')).toStrictEqual([]);
    expect(await ids('query=ROYAL')).toStrictEqual([organizationId]);
    expect(await ids(`organization_id=+${second}`)).toStrictEqual([second]);
    expect(await ids(`organization_id=-${second}`)).toStrictEqual([organizationId]);
    expect(await ids('order_by=+name')).toStrictEqual([organizationId, second]);
  });
});

describe('memberships in the Backend API', () => {
  it('are found and ordered by what their users have', async () => {
    await control.seed({
      users: [{ phoneNumbers: ['+12025550143'], username: 'mary', password: 'Tunnel-1958' }],
    });
    const mary = (await clerk.users.getUserList({ username: ['mary'] })).data[0]?.id ?? '';
    await backend(emulator, 'POST', `/organizations/${organizationId}/memberships`, {
      user_id: mary,
      role: 'org:member',
    });
    const users = async (query: string) =>
      (await list(`/organizations/${organizationId}/memberships?${query}`)).map(
        ({ public_user_data: user }) => z.looseObject({ user_id: z.string() }).parse(user).user_id,
      );
    for (const query of [
      'username=mary',
      'username_query=MAR',
      `phone_number=${encodeURIComponent('+12025550143')}`,
      'phone_number_query=5550143',
      `user_id=+${mary}`,
    ])
      expect(await users(query), query).toStrictEqual([mary]);
    expect(await users(`user_id=-${mary}`)).toStrictEqual([adaId]);
    expect(await users('web3_wallet=0x1')).toStrictEqual([]);
    expect(await users('order_by=-username')).toStrictEqual([mary, adaId]);
    expect(await users('order_by=+phone_number')).toStrictEqual([mary, adaId]);
    expect(await users(`created_at_after=${clock.read()}`)).toStrictEqual([]);
  });
});

describe('invitations in the Backend API', () => {
  const invite = (body: object) =>
    callBackend(emulator, `/organizations/${organizationId}/invitations`, {
      method: 'POST',
      body: { role: 'org:member', ...body },
    });

  it('are sent by mail, unless that is not wanted', async () => {
    await invite({ email_address: 'loud@example.com' });
    await invite({ email_address: 'silent@example.com', notify: false });
    await backend(emulator, 'POST', `/organizations/${organizationId}/invitations/bulk`, [
      { email_address: 'first@example.com', role: 'org:member' },
      { email_address: 'second@example.com', role: 'org:member', notify: false },
    ]);
    const told = (await readOutbox(emulator)).map(({ to }) => to);
    expect(told).toStrictEqual(['first@example.com', 'loud@example.com']);
  });

  it('are made and taken back in the name of members who may manage members only', async () => {
    const { userId: graceId } = await signInAs(emulator, grace);
    const missing = { status: 403, code: 'missing_organization_permission' };
    const stranger = await invite({ email_address: 'mary@example.com', inviter_user_id: graceId });
    expect(await readError(stranger)).toMatchObject({ status: 404 });
    await backend(emulator, 'POST', `/organizations/${organizationId}/memberships`, {
      user_id: graceId,
      role: 'org:member',
    });
    const member = await invite({ email_address: 'mary@example.com', inviter_user_id: graceId });
    expect(await readError(member)).toMatchObject(missing);
    const made = await invite({ email_address: 'mary@example.com', inviter_user_id: adaId });
    const { id } = z.looseObject({ id: z.string() }).parse(await made.json());
    const revoke = (userId: string) =>
      callBackend(emulator, `/organizations/${organizationId}/invitations/${id}/revoke`, {
        method: 'POST',
        body: { requesting_user_id: userId },
      });
    expect(await readError(await revoke(graceId))).toMatchObject(missing);
    expect(await (await revoke(adaId)).json()).toMatchObject({ status: 'revoked' });
  });

  it('are listed by their whole address and known statuses, without those that a domain made', async () => {
    await invite({ email_address: 'mary@example.com' });
    await invite({ email_address: 'rosemary@example.com' });
    await backend(emulator, 'POST', `/organizations/${organizationId}/domains`, {
      name: 'example.com',
      enrollment_mode: 'automatic_invitation',
    });
    const path = `/organizations/${organizationId}/invitations`;
    const addresses = async (query: string) =>
      (await list(`${path}${query}`)).map(({ email_address: address }) => address);
    expect(await addresses('?email_address=Mary@example.com')).toStrictEqual(['mary@example.com']);
    expect(await addresses('')).toStrictEqual(['rosemary@example.com', 'mary@example.com']);
    expect(await addresses('/pending')).toHaveLength(2);
    expect((await list('/organization_invitations')).length).toBeGreaterThan(2);
    expect(await readError(await callBackend(emulator, `${path}?status=lost`))).toStrictEqual({
      status: 422,
      code: 'form_param_value_invalid',
      parameter: 'status',
    });
  });
});

describe('one invitation in the Backend API', () => {
  const invite = (organization: string, emailAddress: string) =>
    clerk.organizations.createOrganizationInvitation({
      organizationId: organization,
      emailAddress,
      role: 'org:member',
      inviterUserId: adaId,
    });

  it('is shown by its id as it stands, and by its own organisation only', async () => {
    const { id } = await invite(organizationId, 'mary@example.com');
    const show = (organization = organizationId) =>
      clerk.organizations.getOrganizationInvitation({ organizationId: organization, invitationId: id });
    expect(await show()).toMatchObject({
      id,
      organizationId,
      emailAddress: 'mary@example.com',
      role: 'org:member',
      status: 'pending',
      expiresAt: clock.read() + days(30),
    });
    await clerk.organizations.revokeOrganizationInvitation({
      organizationId,
      invitationId: id,
      requestingUserId: adaId,
    });
    expect(await show()).toMatchObject({ id, status: 'revoked' });
    const other = await create({ name: 'Other', created_by: adaId });
    await expect(show(other)).rejects.toMatchObject({ status: 404 });
  });

  it('is among those of the user who has that address, as long as the user has proved it', async () => {
    const { userId } = await signInAs(emulator, grace);
    const other = await create({ name: 'Other', created_by: adaId });
    await invite(organizationId, grace.emailAddress);
    clock.advance(1000);
    const second = await invite(other, grace.emailAddress);
    await invite(organizationId, 'mary@example.com');
    const ofGrace = async (query = '') =>
      (await list(`/users/${userId}/organization_invitations${query}`)).map(
        ({ public_organization_data: organization }) => Object(organization).name,
      );
    expect(await ofGrace()).toStrictEqual(['Other', 'Royal Society']);
    expect(await ofGrace('?limit=1&offset=1')).toStrictEqual(['Royal Society']);
    await clerk.organizations.revokeOrganizationInvitation({
      organizationId: other,
      invitationId: second.id,
      requestingUserId: adaId,
    });
    expect(await ofGrace('?status=pending')).toStrictEqual(['Royal Society']);
    expect(await ofGrace('?status=revoked')).toStrictEqual(['Other']);
    const [email] = (await clerk.users.getUser(userId)).emailAddresses;
    await clerk.emailAddresses.updateEmailAddress(email?.id ?? '', { verified: false });
    const { data, totalCount } = await clerk.users.getOrganizationInvitationList({ userId });
    expect([data, totalCount]).toStrictEqual([[], 0]);
    const lost = await callBackend(emulator, `/users/${userId}/organization_invitations?status=lost`);
    expect(await readError(lost)).toMatchObject({ status: 400, parameter: 'status' });
  });
});

describe('domains in the Backend API', () => {
  it('are found by name, organisation, verification and mode, and ordered', async () => {
    const other = await create({ name: 'Other' });
    const add = (organization: string, body: object) =>
      backend(emulator, 'POST', `/organizations/${organization}/domains`, body);
    await add(organizationId, { name: 'alpha.com', enrollment_mode: 'automatic_suggestion' });
    await add(organizationId, { name: 'beta.com', verified: false });
    await add(other, { name: 'gamma.com', enrollment_mode: 'automatic_invitation' });
    const names = async (query: string) =>
      (await list(`/organization_domains?${query}`)).map(({ name }) => name);
    expect(await names('')).toStrictEqual(['gamma.com', 'beta.com', 'alpha.com']);
    expect(await names('order_by=name')).toStrictEqual(['alpha.com', 'beta.com', 'gamma.com']);
    expect(await names(`query=${other}`)).toStrictEqual(['gamma.com']);
    expect(await names('query=org_')).toStrictEqual([]);
    expect(await names('query=BET')).toStrictEqual(['beta.com']);
    expect(await names('domains=alpha.com&domains=gamma.com')).toStrictEqual(['gamma.com', 'alpha.com']);
    expect(await names('enrollment_mode=automatic_suggestion,automatic_invitation')).toHaveLength(2);
    expect(await names(`organization_id=${other}`)).toStrictEqual(['gamma.com']);
    expect(await names('verified=false')).toStrictEqual(['beta.com']);
    expect(await readError(await callBackend(emulator, '/organization_domains?query=%20'))).toMatchObject({
      status: 422,
      parameter: 'query',
    });
    expect(await list(`/organizations/${organizationId}/domains?verified=true`)).toMatchObject([
      { name: 'alpha.com', affiliation_verification: { status: 'verified', verified_at: null } },
    ]);
  });

  it('belong to the organisation once a backend says so, and from then on', async () => {
    const { id } = await backend(emulator, 'POST', `/organizations/${organizationId}/domains`, {
      name: 'alpha.com',
    });
    const path = `/organizations/${organizationId}/domains/${id}/verify_ownership`;
    const verifiedAt = clock.read();
    const ownership = {
      status: 'verified',
      strategy: 'manual_override',
      attempts: null,
      expire_at: null,
      verified_at: verifiedAt,
    };
    const verify = async () => (await callBackend(emulator, path, { method: 'POST' })).json();
    expect(await list(`/organizations/${organizationId}/domains`)).toMatchObject([
      { ownership_verification: null, public_organization_data: { id: organizationId } },
    ]);
    expect(await verify()).toMatchObject({ ownership_verification: ownership });
    clock.advance(60_000);
    expect(await verify()).toMatchObject({ ownership_verification: ownership, updated_at: verifiedAt });
    const unknown = await callBackend(emulator, path.replace(String(id), 'orgdmn_none'), { method: 'POST' });
    expect(await readError(unknown)).toMatchObject({ status: 404 });
  });

  it('change as a whole: nobody is offered what the mode before would have', async () => {
    const domains = `/organizations/${organizationId}/domains`;
    const { id } = await backend(emulator, 'POST', domains, {
      name: 'example.com',
      enrollment_mode: 'automatic_invitation',
      verified: false,
    });
    const change = (body: object) => callBackend(emulator, `${domains}/${id}`, { method: 'PATCH', body });
    await enableOrganizations(emulator, { enrollmentModes: ['manual_invitation', 'automatic_invitation'] });
    const refused = await change({ verified: true, enrollment_mode: 'automatic_suggestion' });
    expect(await readError(refused)).toMatchObject({
      status: 422,
      code: 'organization_domain_enrollment_mode_not_enabled',
    });
    expect(await list(domains)).toMatchObject([{ verification: null, total_pending_invitations: 0 }]);
    const changed = await change({ verified: true, enrollment_mode: 'manual_invitation' });
    expect(await changed.json()).toMatchObject({
      enrollment_mode: 'manual_invitation',
      verification: { status: 'verified' },
      total_pending_invitations: 0,
    });
    await change({ verified: false, enrollment_mode: 'automatic_invitation' });
    expect(await list(domains)).toMatchObject([{ verification: null, total_pending_invitations: 0 }]);
    const again = await change({ verified: true });
    expect(await again.json()).toMatchObject({ total_pending_invitations: 1 });
  });
});
