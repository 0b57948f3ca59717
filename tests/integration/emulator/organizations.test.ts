import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, type FrontendClient, grace, readClaims, readError } from './harness.ts';
import {
  activate,
  backend,
  createOrganization,
  enableOrganizations,
  readPage,
  signInAs,
} from './organization-steps.ts';

const { emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await enableOrganizations(emulator);
});

describe('an organisation', () => {
  it('is refused while the instance has none', async () => {
    await enableOrganizations(emulator, { enabled: false });
    const { client } = await signInAs(emulator, ada);
    const form = { name: 'Analytical Society' };
    expect(await readError(await client.call('/organizations', { form }))).toMatchObject({
      status: 403,
      code: 'organization_not_enabled_in_instance',
    });
  });

  it('has its creator as the first member, with all of the permissions of Clerk', async () => {
    const { client, userId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const { data, total_count } = await readPage(client, '/me/organization_memberships?paginated=true');
    expect(total_count).toBe(1);
    expect(data[0]).toMatchObject({
      role: 'org:admin',
      role_name: 'Admin',
      permissions: expect.arrayContaining(['org:sys_memberships:manage', 'org:sys_profile:delete']),
      organization: { id, slug: 'analytical-society', members_count: 1, max_allowed_memberships: 5 },
      public_user_data: { user_id: userId, identifier: 'ada@example.com' },
    });
    const { sessions } = await client.readClient();
    expect(sessions[0]?.user).toMatchObject({
      create_organization_enabled: true,
      organization_memberships: [{ organization: { id } }],
    });
  });

  it('gets a slug of its own when the name is taken', async () => {
    const { client } = await signInAs(emulator, ada);
    await createOrganization(client);
    const { object } = await client.post('/organizations', { name: 'Analytical Society' });
    expect(object).toMatchObject({ slug: 'analytical-society-2' });
    const form = { name: 'Other', slug: 'analytical-society' };
    expect(await readError(await client.call('/organizations', { form }))).toEqual({
      status: 422,
      code: 'form_identifier_exists',
      parameter: 'slug',
    });
  });

  it('cannot be created by those who may not, or too often', async () => {
    const { client, userId } = await signInAs(emulator, ada);
    await backend(emulator, 'PATCH', `/users/${userId}`, { create_organizations_limit: 1 });
    await createOrganization(client);
    const refused = { status: 403, code: 'user_create_organization_not_enabled' };
    const form = { name: 'Second' };
    expect(await readError(await client.call('/organizations', { form }))).toMatchObject(refused);
    await enableOrganizations(emulator, { creation: false });
    const { client: other } = await signInAs(emulator, grace);
    expect(await readError(await other.call('/organizations', { form }))).toMatchObject(refused);
  });

  it('is found by nobody else', async () => {
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const { client: other } = await signInAs(emulator, grace);
    expect(await readError(await other.call(`/organizations/${id}`))).toMatchObject({
      status: 404,
      code: 'organization_not_found_or_unauthorized',
    });
  });

  it('can be renamed and deleted by its admin, and takes everything with it', async () => {
    const { client, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    await activate(client, sessionId, id);
    const { object } = await client.request(`/organizations/${id}`, {
      method: 'PATCH',
      form: { name: 'Difference Society', slug: 'difference' },
    });
    expect(object).toMatchObject({ name: 'Difference Society', slug: 'difference' });
    const { client: after } = await client.request(`/organizations/${id}`, { method: 'DELETE' });
    expect(after?.sessions[0]).toMatchObject({
      last_active_organization_id: null,
      user: { organization_memberships: [] },
    });
  });

  it('cannot be deleted where the instance does not let admins delete', async () => {
    await enableOrganizations(emulator, { adminDelete: false });
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const answer = await client.call(`/organizations/${id}`, { method: 'DELETE' });
    expect(await readError(answer)).toMatchObject({
      status: 403,
      code: 'organization_admin_delete_not_enabled',
    });
  });
});

describe('what a form for a new organisation begins with', () => {
  it('is nothing, without advice', async () => {
    const { client } = await signInAs(emulator, ada);
    const { object } = await client.request('/me/organization_creation_defaults');
    expect(object).toMatchObject({ advisory: null, form: { name: '', slug: '', logo: null } });
  });

  it('is told to nobody while the instance has none, or who is signed out', async () => {
    const { client } = await signInAs(emulator, ada);
    const ask = () => client.call('/me/organization_creation_defaults');
    await enableOrganizations(emulator, { enabled: false });
    expect(await readError(await ask())).toMatchObject({
      status: 403,
      code: 'organization_not_enabled_in_instance',
    });
    await client.request('/client/sessions', { method: 'DELETE' });
    expect(await readError(await ask())).toMatchObject({ status: 401 });
  });
});

describe('the logo of an organisation', () => {
  const upload = (client: FrontendClient, id: string) => {
    const body = new FormData();
    body.append('file', new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'logo.png'));
    return client.request(`/organizations/${id}/logo`, { method: 'PUT', body });
  };
  const imageSchema = z.looseObject({ has_image: z.boolean(), image_url: z.string() });

  it('is removed by an admin, and a picture with its initials stands there again', async () => {
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const read = async () => imageSchema.parse((await client.request(`/organizations/${id}`)).object);
    const { image_url: initials } = await read();
    const logo = imageSchema.parse((await upload(client, id)).object);
    expect(logo.has_image).toBe(true);
    expect((await fetch(logo.image_url)).status).toBe(200);

    const { object } = await client.request(`/organizations/${id}/logo`, { method: 'DELETE' });
    expect(object).toMatchObject({ object: 'image', deleted: true });
    expect(await read()).toMatchObject({ has_image: false, image_url: initials });
    expect((await fetch(logo.image_url)).status).toBe(404);
    expect((await fetch(initials)).headers.get('content-type')).toBe('image/svg+xml');
  });

  it('is not for other members to remove', async () => {
    const { client } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    await upload(client, id);
    const { client: other, userId } = await signInAs(emulator, grace);
    const remove = () => other.call(`/organizations/${id}/logo`, { method: 'DELETE' });
    expect((await readError(await remove())).status).toBe(404);
    await client.post(`/organizations/${id}/memberships`, { user_id: userId, role: 'org:member' });
    expect(await readError(await remove())).toMatchObject({
      status: 403,
      code: 'missing_organization_permission',
    });
    expect((await client.request(`/organizations/${id}`)).object).toMatchObject({ has_image: true });
  });
});

describe('the active organisation', () => {
  it('is in the token, and the personal account again without it', async () => {
    const { client, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const session = await activate(client, sessionId, id);
    expect(session.last_active_organization_id).toBe(id);
    const { o, fea } = readClaims(session.last_active_token.jwt);
    expect(o).toEqual({ id, slg: 'analytical-society', rol: 'admin' });
    expect(fea).toBeUndefined();
    const personal = await activate(client, sessionId, '');
    expect(personal.last_active_organization_id).toBeNull();
    expect(readClaims(personal.last_active_token.jwt)).not.toHaveProperty('o');
  });

  it('can be another one for a single token', async () => {
    const { client, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const path = `/client/sessions/${sessionId}/tokens`;
    const body: unknown = await (await client.call(path, { form: { organization_id: id } })).json();
    const { jwt } = Object(body);
    expect(readClaims(jwt)).toMatchObject({ o: { id } });
    const { client: other, sessionId: otherSession } = await signInAs(emulator, grace);
    const refused = await other.call(`/client/sessions/${otherSession}/tokens`, {
      form: { organization_id: id },
    });
    expect(await readError(refused)).toMatchObject({ code: 'organization_not_found_or_unauthorized' });
  });

  it('may be chosen by its slug, and is kept by its id', async () => {
    const { client, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const session = await activate(client, sessionId, 'analytical-society');
    expect(session.last_active_organization_id).toBe(id);
    expect(readClaims(session.last_active_token.jwt).o).toMatchObject({ id });
  });

  it('stays where everybody has to have one', async () => {
    const { client, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    await activate(client, sessionId, id);
    await enableOrganizations(emulator, { forceSelection: true });
    expect((await activate(client, sessionId, '')).last_active_organization_id).toBe(id);
    const answer = await client.call(`/client/sessions/${sessionId}/tokens`, {
      form: { organization_id: '' },
    });
    const { jwt } = z.object({ object: z.literal('token'), jwt: z.string() }).parse(await answer.json());
    expect(readClaims(jwt).o).toMatchObject({ id });
  });

  it('tells @clerk/backend the role and the custom permissions, and Clerk’s own to nobody', async () => {
    for (const key of ['org:invoices:create', 'org:invoices:read', 'org:reports:read', 'org:reports:send'])
      await backend(emulator, 'POST', '/organization_permissions', { name: key, key });
    await backend(emulator, 'POST', '/organization_roles', {
      name: 'Bookkeeper',
      key: 'org:bookkeeper',
      permissions: ['org:invoices:create', 'org:invoices:read', 'org:reports:read'],
      include_in_initial_role_set: true,
    });
    const { client, userId } = await signInAs(emulator, ada);
    const id = await createOrganization(client);
    const { client: other, userId: otherId, sessionId } = await signInAs(emulator, grace);
    await client.post(`/organizations/${id}/memberships`, { user_id: otherId, role: 'org:bookkeeper' });
    const { last_active_token: token } = await activate(other, sessionId, id);
    expect(readClaims(token.jwt)).toMatchObject({
      fea: 'o:invoices,o:reports',
      o: { rol: 'bookkeeper', per: 'create,read', fpm: '3,2' },
    });

    const state = await clerk.authenticateRequest(
      new Request('http://127.0.0.1/', { headers: { Authorization: `Bearer ${token.jwt}` } }),
    );
    const auth = state.toAuth();
    if (!auth || !('orgId' in auth)) throw new Error('not signed in');
    expect(auth).toMatchObject({ orgId: id, orgSlug: 'analytical-society', orgRole: 'org:bookkeeper' });
    expect(auth.orgPermissions).toEqual(['org:invoices:create', 'org:invoices:read', 'org:reports:read']);
    expect(auth.has({ role: 'org:bookkeeper' })).toBe(true);
    expect(auth.has({ role: 'org:admin' })).toBe(false);
    expect(auth.has({ permission: 'org:invoices:create' })).toBe(true);
    expect(auth.has({ permission: 'org:reports:send' })).toBe(false);
    expect(userId).not.toBe(otherId);
  });
});
