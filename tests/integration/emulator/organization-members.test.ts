import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, days, type FrontendClient, grace, readError } from './harness.ts';
import {
  activate,
  createOrganization,
  enableOrganizations,
  readPage,
  signInAs,
} from './organization-steps.ts';

type SignedIn = Awaited<ReturnType<typeof signInAs>>;

let admin: SignedIn;
let other: SignedIn;
let id: string;

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await enableOrganizations(emulator);
  admin = await signInAs(emulator, ada);
  other = await signInAs(emulator, grace);
  id = await createOrganization(admin.client);
});

const addGrace = (role = 'org:member') =>
  admin.client.post(`/organizations/${id}/memberships`, { user_id: other.userId, role });
const invite = (form: Record<string, string>, client: FrontendClient = admin.client) =>
  client.call(`/organizations/${id}/invitations`, { form });
const change = (client: FrontendClient, userId: string, role: string) =>
  client.call(`/organizations/${id}/memberships/${userId}`, { method: 'PATCH', form: { role } });
const remove = (client: FrontendClient, userId: string) =>
  client.call(`/organizations/${id}/memberships/${userId}`, { method: 'DELETE' });

describe('members', () => {
  it('may do what their role permits, and nothing else', async () => {
    await addGrace();
    const { data } = await readPage(other.client, `/organizations/${id}/memberships?paginated=true`);
    expect(data).toHaveLength(2);
    const refused = { status: 403, code: 'missing_organization_permission' };
    expect(await readError(await change(other.client, other.userId, 'org:admin'))).toMatchObject(refused);
    expect(await readError(await remove(other.client, admin.userId))).toMatchObject(refused);
    const form = { email_address: 'mary@example.com', role: 'org:member' };
    expect(await readError(await invite(form, other.client))).toMatchObject(refused);
    const rename = { method: 'PATCH', form: { name: 'Mine' } };
    expect(await readError(await other.client.call(`/organizations/${id}`, rename))).toMatchObject(refused);
    const drop = { method: 'DELETE' };
    expect(await readError(await other.client.call(`/organizations/${id}`, drop))).toMatchObject(refused);
  });

  it('are found by name, address and role', async () => {
    await addGrace();
    const list = (query: string) =>
      readPage(admin.client, `/organizations/${id}/memberships?paginated=true&${query}`);
    expect((await list('query=hopper')).data).toMatchObject([{ public_user_data: { first_name: 'Grace' } }]);
    expect((await list('query=ada@')).data).toMatchObject([{ public_user_data: { first_name: 'Ada' } }]);
    expect((await list('role=org:member')).total_count).toBe(1);
    expect(await list('limit=1&offset=1')).toMatchObject({ total_count: 2, data: [{ role: 'org:admin' }] });
  });

  it('leave, unless nobody would be left in charge', async () => {
    const last = { status: 400, code: 'organization_minimum_permissions_needed' };
    expect(await readError(await remove(admin.client, admin.userId))).toMatchObject(last);
    expect(await readError(await change(admin.client, admin.userId, 'org:member'))).toMatchObject(last);
    await addGrace('org:admin');
    expect((await remove(admin.client, admin.userId)).status).toBe(200);
    expect(await readError(await admin.client.call(`/organizations/${id}`))).toMatchObject({ status: 404 });
  });

  it('leave by their own list, unless nobody would be left in charge', async () => {
    await addGrace();
    await activate(other.client, other.sessionId, id);
    const leave = (client: FrontendClient) =>
      client.call(`/me/organization_memberships/${id}`, { method: 'DELETE' });
    expect(await readError(await leave(admin.client))).toMatchObject({
      status: 400,
      code: 'organization_minimum_permissions_needed',
    });
    expect(await (await leave(other.client)).json()).toMatchObject({
      response: { object: 'organization_membership', deleted: true },
      client: { sessions: [{ last_active_organization_id: null, user: { organization_memberships: [] } }] },
    });
    expect(await readPage(admin.client, `/organizations/${id}/memberships?paginated=true`)).toMatchObject({
      data: [{ public_user_data: { user_id: admin.userId } }],
    });
    expect(await readError(await leave(other.client))).toMatchObject({
      status: 404,
      code: 'organization_not_found_or_unauthorized',
    });
  });

  it('may do more when they get another role, and less when they lose it', async () => {
    await addGrace();
    const setRole = async (role: string) =>
      (await (await change(admin.client, other.userId, role)).json()).response;
    expect(await setRole('org:admin')).toMatchObject({
      object: 'organization_membership',
      role: 'org:admin',
      role_name: 'Admin',
      permissions: expect.arrayContaining(['org:sys_memberships:manage']),
      organization: { id },
      public_user_data: { user_id: other.userId },
    });
    const form = { email_address: 'mary@example.com', role: 'org:member' };
    expect((await invite(form, other.client)).status).toBe(200);
    expect(await setRole('org:member')).toMatchObject({ role: 'org:member' });
    expect((await readError(await invite(form, other.client))).status).toBe(403);
    const [own] = (await readPage(other.client, '/me/organization_memberships?paginated=true')).data;
    expect(own).toMatchObject({ role: 'org:member' });
    expect(own?.permissions).not.toContain('org:sys_memberships:manage');
  });

  it('who are removed have the personal account again', async () => {
    await addGrace();
    await activate(other.client, other.sessionId, id);
    await remove(admin.client, other.userId);
    expect((await other.client.readClient()).sessions[0]).toMatchObject({
      last_active_organization_id: null,
    });
  });

  it('get only roles that there are', async () => {
    expect(await readError(await change(admin.client, admin.userId, 'org:nothing'))).toEqual({
      status: 404,
      code: 'resource_not_found',
      parameter: 'role',
    });
  });
});

describe('invitations', () => {
  it('come by mail, are shown to whom they are for, and make a member', async () => {
    expect((await invite({ email_address: grace.emailAddress, role: 'org:admin' })).status).toBe(200);
    const [mail] = await control.listMessages(grace.emailAddress);
    expect(mail).toMatchObject({ purpose: 'invitation', to: grace.emailAddress });
    const { data } = await readPage(other.client, '/me/organization_invitations?status=pending');
    expect(data).toMatchObject([{ role: 'org:admin', public_organization_data: { id } }]);
    await other.client.post(`/me/organization_invitations/${data[0]?.id}/accept`);
    const memberships = await readPage(other.client, '/me/organization_memberships?paginated=true');
    expect(memberships.data).toMatchObject([{ role: 'org:admin', organization: { id, members_count: 2 } }]);
    const again = await other.client.call(`/me/organization_invitations/${data[0]?.id}/accept`, { form: {} });
    expect(await readError(again)).toMatchObject({ code: 'organization_invitation_not_pending' });
  });

  it('let somebody without an account sign up and be a member at once', async () => {
    await invite({ email_address: 'mary@example.com', role: 'org:member' });
    const [mail] = await control.listMessages('mary@example.com');
    const ticket = new URL(mail?.link ?? '').searchParams.get('ticket') ?? '';
    const mary = createFrontendClient(emulator);
    await mary.post('/client/sign_ups', { strategy: 'ticket', ticket, password: 'Tunnel-of-wind-1958' });
    const { sessions } = await mary.readClient();
    expect(sessions[0]?.user).toMatchObject({
      organization_memberships: [{ role: 'org:member', organization: { id } }],
    });
  });

  it('can be sent to several, all of them or nobody', async () => {
    const bulk = (addresses: string[]) =>
      admin.client.call(`/organizations/${id}/invitations/bulk`, {
        body: new URLSearchParams([
          ...addresses.map((address): [string, string] => ['email_address', address]),
          ['role', 'org:member'],
        ]),
      });
    expect((await bulk(['a@example.com', 'b@example.com'])).status).toBe(200);
    expect(await readError(await bulk(['c@example.com', 'a@example.com']))).toMatchObject({
      status: 400,
      code: 'duplicate_record',
    });
    expect(await readError(await bulk([ada.emailAddress]))).toMatchObject({
      code: 'already_a_member_in_organization',
    });
    expect(await readError(await bulk(['c@example.com', 'd@example.com', 'e@example.com']))).toMatchObject({
      status: 403,
      code: 'organization_membership_quota_exceeded',
    });
    expect(await readPage(admin.client, `/organizations/${id}/invitations?status=pending`)).toMatchObject({
      total_count: 2,
    });
  });

  it('are listed as long as they are pending, for those who manage members', async () => {
    for (const name of ['mary', 'ida', 'emmy'])
      await invite({ email_address: `${name}@example.com`, role: 'org:member' });
    await invite({ email_address: grace.emailAddress, role: 'org:member' });
    const pending = async () => readPage(admin.client, `/organizations/${id}/invitations/pending?limit=10`);
    const readAddresses = async () => (await pending()).data.map((row) => row.email_address);
    expect(await readAddresses()).toStrictEqual([
      grace.emailAddress,
      'emmy@example.com',
      'ida@example.com',
      'mary@example.com',
    ]);
    const [toGrace, toEmmy] = (await pending()).data;
    await admin.client.post(`/organizations/${id}/invitations/${toEmmy?.id}/revoke`);
    await other.client.post(`/me/organization_invitations/${toGrace?.id}/accept`);
    expect(await readAddresses()).toStrictEqual(['ida@example.com', 'mary@example.com']);
    const refused = await other.client.call(`/organizations/${id}/invitations/pending`);
    expect(await readError(refused)).toMatchObject({ status: 403, code: 'missing_organization_permission' });
    clock.advance(days(30));
    await admin.client.signIn(ada);
    expect(await pending()).toStrictEqual({ data: [], total_count: 0 });
  });

  it('can come without a mail', async () => {
    const address = (emailAddress: string) => ({ email_address: emailAddress, role: 'org:member' });
    await invite({ ...address('quiet@example.com'), notify: 'false' });
    await admin.client.call(`/organizations/${id}/invitations/bulk`, {
      form: { ...address('still@example.com'), notify: 'false' },
    });
    await invite(address('loud@example.com'));
    expect((await control.listMessages()).map(({ to }) => to)).toStrictEqual(['loud@example.com']);
    expect((await readPage(admin.client, `/organizations/${id}/invitations`)).total_count).toBe(3);
  });

  it('that are revoked, or to somebody else, are worth nothing', async () => {
    await invite({ email_address: grace.emailAddress, role: 'org:member' });
    const { data } = await readPage(other.client, '/me/organization_invitations');
    const path = `/me/organization_invitations/${data[0]?.id}/accept`;
    expect(await readError(await admin.client.call(path, { form: {} }))).toMatchObject({
      status: 404,
      code: 'organization_invitation_not_found',
    });
    await admin.client.post(`/organizations/${id}/invitations/${data[0]?.id}/revoke`);
    expect(await readError(await other.client.call(path, { form: {} }))).toMatchObject({
      status: 404,
      code: 'organization_invitation_not_pending',
    });
  });
});
