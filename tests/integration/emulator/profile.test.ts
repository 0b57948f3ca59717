import { beforeEach, describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, grace, readCode, readError } from './harness.ts';

const { client, control, emulator } = setUpEmulator();
beforeEach(async () => {
  await client.signIn(ada);
});

const patch = (form: Record<string, string>) => client.request('/me', { form, method: 'PATCH' });

describe('profile', () => {
  it('shows the user without what only a backend may see', async () => {
    const { object } = await client.request('/me');
    expect(object).toMatchObject({
      object: 'user',
      first_name: 'Ada',
      last_name: 'Lovelace',
      has_image: false,
      image_url: `${emulator.url}/_emulator/avatars/${object.id}.svg`,
      password_enabled: true,
    });
    expect(object).not.toHaveProperty('private_metadata');
  });

  it('changes names, and clears one that is sent empty', async () => {
    const { object, client: body } = await patch({ first_name: 'Augusta', last_name: '' });
    expect(object).toMatchObject({ first_name: 'Augusta', last_name: null });
    expect(body?.sessions[0]?.user.first_name).toBe('Augusta');
  });

  it.each([
    [{ first_name: 'x'.repeat(257) }, 'form_param_max_length_exceeded', 'first_name'],
    [{ username: 'ada' }, 'form_param_unknown', 'username'],
    [{ primary_email_address_id: 'idn_nobody' }, 'form_resource_not_found', 'primary_email_address_id'],
  ])('refuses %j with %s', async (form, code, parameter) => {
    const answer = await client.call('/me', { form: form as Record<string, string>, method: 'PATCH' });
    expect(await readError(answer)).toStrictEqual({ status: 422, code, parameter });
  });

  it('deletes the account with its sessions', async () => {
    const { object } = await client.request('/me');
    const answer = await client.request('/me', { method: 'DELETE' });
    expect(answer.object).toStrictEqual({ object: 'user', id: object.id, deleted: true });
    expect(answer.client?.sessions).toStrictEqual([]);
    await expect(client.signIn(ada)).rejects.toThrow('form_identifier_not_found');
  });
});

describe('password change', () => {
  const newPassword = 'Difference-Engine-1822';
  const change = (form: Record<string, string>) => client.call('/me/change_password', { form });

  it('checks the current one where it is given', async () => {
    const wrong = await change({ new_password: newPassword, current_password: 'not-the-one' });
    expect(await readError(wrong)).toMatchObject({
      code: 'form_password_incorrect',
      parameter: 'current_password',
    });
    const weak = await change({ new_password: 'short', current_password: ada.password });
    expect(await readError(weak)).toMatchObject({
      code: 'form_password_length_too_short',
      parameter: 'new_password',
    });
  });

  it('can end the sessions on other devices and keeps this one', async () => {
    const other = createFrontendClient(emulator);
    await other.signIn(ada);
    const form = { new_password: newPassword, current_password: ada.password };
    expect((await change({ ...form, sign_out_of_other_sessions: 'true' })).status).toBe(200);
    expect((await other.readClient()).sessions).toStrictEqual([]);
    expect((await client.readClient()).sessions).toHaveLength(1);
    await expect(other.signIn({ ...ada, password: newPassword })).resolves.toBeDefined();
  });
});

describe('e-mail addresses', () => {
  const second = 'countess@example.com';
  const add = (emailAddress = second) => client.post('/me/email_addresses/', { email_address: emailAddress });

  async function addVerified() {
    const { object } = await add();
    const path = `/me/email_addresses/${object.id}`;
    await client.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    await client.post(`${path}/attempt_verification`, { code: await readCode(emulator, second) });
    return path;
  }

  it('are added unverified, verified by a code, and can become primary', async () => {
    const { object } = await add();
    expect(object).toMatchObject({ object: 'email_address', email_address: second, verification: null });
    const form = { primary_email_address_id: String(object.id) };
    const early = await client.call('/me', { form, method: 'PATCH' });
    expect((await readError(early)).code).toBe('form_resource_not_found');

    const path = `/me/email_addresses/${object.id}`;
    await client.post(`${path}/prepare_verification`, { strategy: 'email_code' });
    const wrong = await client.call(`${path}/attempt_verification`, { form: { code: '12' } });
    expect((await readError(wrong)).code).toBe('form_code_incorrect');
    const { object: verified } = await client.post(`${path}/attempt_verification`, {
      code: await readCode(emulator, second),
    });
    expect(verified).toMatchObject({ verification: { status: 'verified', strategy: 'email_code' } });
    const { client: body } = await client.request('/me', { form, method: 'PATCH' });
    expect(body?.sessions[0]).toMatchObject({ public_user_data: { identifier: second } });
  });

  it('sign in once verified', async () => {
    await addVerified();
    const other = createFrontendClient(emulator);
    await expect(other.signIn({ ...ada, emailAddress: second })).resolves.toBeDefined();
  });

  it('go to the first who verifies them', async () => {
    const rival = createFrontendClient(emulator);
    await rival.signIn(grace);
    const { object } = await rival.post('/me/email_addresses', { email_address: second });
    await rival.post(`/me/email_addresses/${object.id}/prepare_verification`, { strategy: 'email_code' });
    const code = await readCode(emulator, second);
    await addVerified();
    const late = await rival.call(`/me/email_addresses/${object.id}/attempt_verification`, {
      form: { code },
    });
    expect((await readError(late)).code).toBe('form_identifier_exists');
  });

  it.each([ada.emailAddress, grace.emailAddress.toUpperCase()])(
    'cannot be %s, which is taken',
    async (taken) => {
      const answer = await client.call('/me/email_addresses', { form: { email_address: taken } });
      expect(await readError(answer)).toMatchObject({
        code: 'form_identifier_exists',
        parameter: 'email_address',
      });
    },
  );

  it('can be removed, but not the last verified one', async () => {
    const { object: user } = await client.request('/me');
    const primary = `/me/email_addresses/${user.primary_email_address_id}`;
    const last = await client.call(primary, { method: 'DELETE' });
    expect(await readError(last)).toMatchObject({ status: 400, code: 'identification_deletion_failed' });

    const path = await addVerified();
    const { object, client: body } = await client.request(primary, { method: 'DELETE' });
    expect(object).toMatchObject({ object: 'email_address', deleted: true });
    expect(body?.sessions[0]).toMatchObject({ public_user_data: { identifier: second } });
    expect((await client.call(primary)).status).toBe(404);
    expect((await client.call(path)).status).toBe(200);
  });
});

describe("lists of what is one's own", () => {
  it.each(['/me/email_addresses', '/me/phone_numbers'])('come without an envelope: %s', async (path) => {
    await control.changeSettings({ phoneNumber: 'optional' });
    expect(await (await client.call(path)).json()).toBeInstanceOf(Array);
  });
});

describe('profile image', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  function upload(bytes: Buffer, name = 'me.png', field = 'file') {
    const body = new FormData();
    body.append(field, new File([new Uint8Array(bytes)], name));
    return client.call('/me/profile_image', { body });
  }

  it('is served as it was uploaded, and can be removed', async () => {
    const { response: image, client: body } = await (await upload(png)).json();
    expect(image).toMatchObject({ object: 'image', name: 'me.png' });
    expect(body.sessions[0].user).toMatchObject({ has_image: true, image_url: image.public_url });
    const served = await fetch(image.public_url);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await served.arrayBuffer())).toStrictEqual(png);

    const { object } = await client.request('/me/profile_image', { method: 'DELETE' });
    expect(object).toMatchObject({ object: 'image', deleted: true });
    expect((await fetch(image.public_url)).status).toBe(404);
  });

  it('is known by its bytes, not by its name', async () => {
    const script = Buffer.from('<svg onload="alert(1)">');
    expect(await readError(await upload(script))).toMatchObject({
      status: 415,
      code: 'avatar_file_type_invalid',
    });
  });

  it('has to be there, and not too large', async () => {
    expect(await readError(await upload(png, 'me.png', 'picture'))).toMatchObject({
      code: 'form_param_missing',
    });
    expect(await readError(await client.call('/me/profile_image', { form: { file: 'x' } }))).toMatchObject({
      code: 'form_param_missing',
    });
    const large = await upload(Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]));
    expect(await readError(large)).toMatchObject({ status: 413, code: 'avatar_file_size_exceeded' });
  });

  it('is stood in for by a picture with initials', async () => {
    const { object } = await client.request('/me');
    const response = await fetch(String(object.image_url));
    expect(response.headers.get('content-type')).toBe('image/svg+xml');
    expect(await response.text()).toContain('>AL<');
    await patch({ first_name: '<script>', last_name: '' });
    expect(await (await fetch(String(object.image_url))).text()).toContain('>&#60;<');
  });
});
