import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, grace, readCode, readError, spoil } from './harness.ts';
import { createOrganization, enableOrganizations, readPage, signInAs } from './organization-steps.ts';

type SignedIn = Awaited<ReturnType<typeof signInAs>>;

let admin: SignedIn;
let other: SignedIn;
let id: string;

const { emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator, { domains: true });
  admin = await signInAs(emulator, ada);
  other = await signInAs(emulator, grace);
  id = await createOrganization(admin.client);
});

describe('domains', () => {
  const addDomain = async (name = 'example.com') => {
    const { object } = await admin.client.post(`/organizations/${id}/domains`, { name });
    return `/organizations/${id}/domains/${z.string().parse(object.id)}`;
  };
  const verify = async (domain: string, mode: string) => {
    const address = ada.emailAddress;
    await admin.client.post(`${domain}/prepare_affiliation_verification`, {
      affiliation_email_address: address,
    });
    const code = await readCode(emulator, address);
    const wrong = await admin.client.call(`${domain}/attempt_affiliation_verification`, {
      form: { code: spoil(code) },
    });
    expect(await readError(wrong)).toMatchObject({ code: 'form_code_incorrect' });
    await admin.client.post(`${domain}/attempt_affiliation_verification`, { code });
    return admin.client.post(`${domain}/update_enrollment_mode`, { enrollment_mode: mode });
  };

  it('invite by themselves whoever has an address there, once it is proved', async () => {
    const domain = await addDomain();
    expect(await readPage(other.client, '/me/organization_invitations')).toMatchObject({ total_count: 0 });
    const { object } = await verify(domain, 'automatic_invitation');
    expect(object).toMatchObject({
      enrollment_mode: 'automatic_invitation',
      affiliation_email_address: ada.emailAddress,
      verification: { status: 'verified' },
      total_pending_invitations: 1,
    });
    const all = domain.replace(/\/[^/]+$/, '');
    expect(await readPage(admin.client, `${all}?verified=true`)).toMatchObject({ total_count: 1 });
    expect(await readPage(admin.client, `${all}?verified=false`)).toMatchObject({ total_count: 0 });
    const { data } = await readPage(other.client, '/me/organization_invitations?status=pending');
    expect(data).toMatchObject([{ role: 'org:member', public_organization_data: { id } }]);
  });

  it('suggest the organisation, and who asks to join is accepted or turned down', async () => {
    await verify(await addDomain(), 'automatic_suggestion');
    const { data } = await readPage(other.client, '/me/organization_suggestions?status=pending,accepted');
    expect(data).toMatchObject([{ status: 'pending', public_organization_data: { id } }]);
    await other.client.post(`/me/organization_suggestions/${data[0]?.id}/accept`);
    const requests = await readPage(admin.client, `/organizations/${id}/membership_requests?status=pending`);
    expect(requests.data).toMatchObject([{ public_user_data: { user_id: other.userId } }]);
    const request = `/organizations/${id}/membership_requests/${requests.data[0]?.id}`;
    const answer = await admin.client.post(`${request}/accept`);
    expect(answer.object).toMatchObject({ status: 'accepted' });
    expect(await readPage(other.client, '/me/organization_memberships?paginated=true')).toMatchObject({
      total_count: 1,
    });
    const again = await admin.client.call(`${request}/reject`, { form: {} });
    expect(await readError(again)).toMatchObject({ status: 404 });
  });

  it('are no way in for somebody who is turned down, who is not asked again', async () => {
    await verify(await addDomain(), 'automatic_suggestion');
    const { data } = await readPage(other.client, '/me/organization_suggestions');
    await other.client.post(`/me/organization_suggestions/${data[0]?.id}/accept`);
    const list = (status: string) =>
      readPage(admin.client, `/organizations/${id}/membership_requests?status=${status}`);
    const [request] = (await list('pending')).data;
    const path = `/organizations/${id}/membership_requests/${request?.id}`;
    const foreign = await other.client.call(`${path}/reject`, { form: {} });
    expect((await readError(foreign)).status).toBe(404);
    expect((await admin.client.post(`${path}/reject`)).object).toMatchObject({
      object: 'organization_membership_request',
      id: request?.id,
      organization_id: id,
      status: 'revoked',
      public_user_data: { user_id: other.userId },
    });
    expect(await list('pending')).toMatchObject({ total_count: 0 });
    expect(await list('revoked')).toMatchObject({ total_count: 1 });
    expect(await readPage(other.client, '/me/organization_suggestions')).toMatchObject({ total_count: 0 });
    expect(await readPage(other.client, '/me/organization_memberships?paginated=true')).toMatchObject({
      total_count: 0,
    });
    expect((await admin.client.call(`${path}/accept`, { form: {} })).status).toBe(404);
  });

  it('are shown by themselves, with what has been proved, to who may read them', async () => {
    const domain = await addDomain();
    expect((await admin.client.request(domain)).object).toMatchObject({
      object: 'organization_domain',
      organization_id: id,
      name: 'example.com',
      enrollment_mode: 'manual_invitation',
      verification: null,
      total_pending_suggestions: 0,
    });
    await verify(domain, 'automatic_suggestion');
    expect((await admin.client.request(domain)).object).toMatchObject({
      enrollment_mode: 'automatic_suggestion',
      affiliation_email_address: ada.emailAddress,
      verification: { status: 'verified' },
      total_pending_suggestions: 1,
    });
    expect(await readError(await other.client.call(domain))).toMatchObject({ status: 404 });
    const member = { user_id: other.userId, role: 'org:member' };
    await admin.client.post(`/organizations/${id}/memberships`, member);
    expect(await readError(await other.client.call(domain))).toMatchObject({
      status: 403,
      code: 'missing_organization_permission',
    });
    const elsewhere = await createOrganization(admin.client, 'Difference Society');
    expect((await admin.client.call(domain.replace(id, elsewhere))).status).toBe(404);
  });

  it('belong to one organisation only, and never to a provider of mail', async () => {
    await addDomain('royal.example');
    const form = { name: 'royal.example' };
    expect(await readError(await admin.client.call(`/organizations/${id}/domains`, { form }))).toMatchObject({
      status: 422,
      code: 'organization_domain_already_exists',
    });
    const common = await admin.client.call(`/organizations/${id}/domains`, { form: { name: 'gmail.com' } });
    expect(await readError(common)).toMatchObject({ status: 422, code: 'organization_domain_common' });
  });

  it('take back what they offered when they are deleted', async () => {
    const domain = await addDomain();
    await verify(domain, 'automatic_invitation');
    await admin.client.request(domain, { method: 'DELETE' });
    expect(await readPage(other.client, '/me/organization_invitations?status=pending')).toMatchObject({
      total_count: 0,
    });
  });

  it('are listed by whether they are verified', async () => {
    await addDomain('open.example');
    const domain = await addDomain('proved.example');
    await admin.client.post(`${domain}/prepare_affiliation_verification`, {
      affiliation_email_address: 'ada@proved.example',
    });
    await admin.client.post(`${domain}/attempt_affiliation_verification`, {
      code: await readCode(emulator, 'ada@proved.example'),
    });
    const list = async (verified: string) =>
      (await readPage(admin.client, `/organizations/${id}/domains?verified=${verified}`)).data.map(
        ({ name }) => name,
      );
    expect(await list('true')).toStrictEqual(['proved.example']);
    expect(await list('false')).toStrictEqual(['open.example']);
  });
});

// @clerk/backend hands domains on as they arrive.
describe('domains that a backend changes', () => {
  const add = async (
    enrollmentMode: 'manual_invitation' | 'automatic_invitation' | 'automatic_suggestion',
    { organizationId = id, verified = false } = {},
  ) => {
    const fields = { organizationId, name: 'example.com', enrollmentMode, verified };
    const { id: domainId } = await clerk.organizations.createOrganizationDomain(fields);
    return { organizationId, domainId };
  };
  const countInvitations = async () =>
    (await readPage(other.client, '/me/organization_invitations?status=pending')).total_count;
  const countSuggestions = async () =>
    (await readPage(other.client, '/me/organization_suggestions?status=pending')).total_count;

  it('invite or suggest from then on, once they count as verified', async () => {
    const domain = await add('manual_invitation');
    const waiting = await clerk.organizations.updateOrganizationDomain({
      ...domain,
      enrollmentMode: 'automatic_invitation',
    });
    expect(waiting).toMatchObject({
      id: domain.domainId,
      enrollment_mode: 'automatic_invitation',
      verification: null,
      total_pending_invitations: 0,
    });
    expect(await countInvitations()).toBe(0);
    const verified = await clerk.organizations.updateOrganizationDomain({ ...domain, verified: true });
    expect(verified).toMatchObject({
      verification: { status: 'verified' },
      total_pending_invitations: 1,
    });
    expect(await countInvitations()).toBe(1);
  });

  it('offer only what both changes of a request together allow', async () => {
    const domain = await add('automatic_invitation');
    const suggesting = await clerk.organizations.updateOrganizationDomain({
      ...domain,
      verified: true,
      enrollmentMode: 'automatic_suggestion',
    });
    expect(suggesting).toMatchObject({ total_pending_invitations: 0, total_pending_suggestions: 1 });
    expect([await countInvitations(), await countSuggestions()]).toStrictEqual([0, 1]);
    const unverified = await clerk.organizations.updateOrganizationDomain({
      ...domain,
      verified: false,
      enrollmentMode: 'automatic_invitation',
    });
    expect(unverified).toMatchObject({ verification: null, total_pending_invitations: 0 });
    expect(await countInvitations()).toBe(0);
  });

  it('stay as they are when one of the changes is refused', async () => {
    await enableOrganizations(emulator, { domains: true, enrollmentModes: ['automatic_invitation'] });
    const domain = await add('automatic_invitation');
    const refused = clerk.organizations.updateOrganizationDomain({
      ...domain,
      verified: true,
      enrollmentMode: 'automatic_suggestion',
    });
    await expect(refused).rejects.toMatchObject({
      status: 422,
      errors: [{ code: 'organization_domain_enrollment_mode_not_enabled' }],
    });
    const { data } = await clerk.organizations.getOrganizationDomainList({ organizationId: id });
    expect(data).toMatchObject([{ enrollment_mode: 'automatic_invitation', verification: null }]);
    expect(await countInvitations()).toBe(0);
  });

  it('are changed and deleted by way of their own organisation only, and give the name free', async () => {
    const domain = await add('automatic_suggestion', { verified: true });
    expect(await countSuggestions()).toBe(1);
    const elsewhere = { ...domain, organizationId: await createOrganization(other.client, 'Other') };
    const missing = { status: 404, errors: [{ code: 'resource_not_found' }] };
    await expect(
      clerk.organizations.updateOrganizationDomain({ ...elsewhere, verified: false }),
    ).rejects.toMatchObject(missing);
    await expect(clerk.organizations.deleteOrganizationDomain(elsewhere)).rejects.toMatchObject(missing);
    expect(await clerk.organizations.deleteOrganizationDomain(domain)).toMatchObject({ id: domain.domainId });
    expect(await countSuggestions()).toBe(0);
    await expect(clerk.organizations.deleteOrganizationDomain(domain)).rejects.toMatchObject(missing);
    await add('manual_invitation', elsewhere);
  });
});
