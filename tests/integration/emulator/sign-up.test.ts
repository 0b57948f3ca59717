import { describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, minutes, readCode, readError, readOutbox, spoil } from './harness.ts';

const newcomer = { email_address: 'Mary.Somerville@example.com', password: 'Jacquard-Loom-1804' };
const address = newcomer.email_address.toLowerCase();

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });

const start = (form: Record<string, string> = newcomer) => client.post('/client/sign_ups', form);

async function sendCode(id: unknown) {
  await client.post(`/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  return readCode(emulator, address);
}

const attempt = (id: unknown, code: string) =>
  client.call(`/client/sign_ups/${id}/attempt_verification`, { form: { strategy: 'email_code', code } });

describe('sign-up', () => {
  it('asks for the address to be verified, then makes the user and signs in', async () => {
    const { object } = await start({ ...newcomer, first_name: ' Mary ', last_name: '' });
    expect(object).toMatchObject({
      object: 'sign_up_attempt',
      status: 'missing_requirements',
      missing_fields: [],
      unverified_fields: ['email_address'],
      email_address: address,
      has_password: true,
      first_name: 'Mary',
      last_name: null,
      verifications: {
        email_address: { next_action: 'needs_prepare', supported_strategies: ['email_code'] },
      },
    });
    const code = await sendCode(object.id);
    expect(await readOutbox(emulator, address)).toMatchObject([{ purpose: 'sign_up' }]);
    expect((await client.readClient()).sign_up).toMatchObject({
      verifications: { email_address: { status: 'unverified', next_action: 'needs_attempt' } },
    });

    expect((await attempt(object.id, code)).status).toBe(200);
    const { sign_up: signUp, sessions, last_active_session_id: active } = await client.readClient();
    expect(signUp).toMatchObject({ status: 'complete', created_session_id: active, unverified_fields: [] });
    expect(sessions[0]?.user).toMatchObject({
      first_name: 'Mary',
      email_addresses: [{ email_address: address, verification: { status: 'verified' } }],
      password_enabled: true,
    });
    const elsewhere = createFrontendClient(emulator);
    await elsewhere.signIn({ emailAddress: address, password: newcomer.password });
  });

  it('has no verification status before a code was sent, since the form would wait for one', async () => {
    const { object } = await start();
    expect(object).not.toHaveProperty('verifications.email_address.status');
  });

  it('is shown to its own client as far as it has come, and to no other', async () => {
    const { object } = await start();
    const path = `/client/sign_ups/${object.id}`;
    const code = await sendCode(object.id);
    expect((await client.request(path)).object).toMatchObject({
      id: object.id,
      status: 'missing_requirements',
      unverified_fields: ['email_address'],
      verifications: { email_address: { status: 'unverified', attempts: 0 } },
      created_user_id: null,
    });
    await attempt(object.id, code);
    const [session] = (await client.readClient()).sessions;
    expect((await client.request(path)).object).toMatchObject({
      status: 'complete',
      unverified_fields: [],
      created_session_id: session?.id,
      created_user_id: session?.user.id,
    });
    const other = createFrontendClient(emulator);
    expect((await readError(await other.call(path))).status).toBe(401);
    await other.readClient();
    expect(await readError(await other.call(path))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    });
  });

  it('can be filled in step by step', async () => {
    const { object } = await start({});
    expect(object).toMatchObject({ missing_fields: ['email_address', 'password'] });
    const path = `/client/sign_ups/${object.id}`;
    await client.request(path, { form: { email_address: address }, method: 'PATCH' });
    expect((await attempt(object.id, await sendCode(object.id))).status).toBe(200);
    const { object: filled } = await client.request(path, {
      form: { password: newcomer.password, unsafe_metadata: '{"plan":"trial"}' },
      method: 'PATCH',
    });
    expect(filled).toMatchObject({ status: 'complete' });
    expect((await client.readClient()).sessions[0]?.user).toMatchObject({
      unsafe_metadata: { plan: 'trial' },
    });
  });

  it('has to verify again when the address changes', async () => {
    const { object } = await start({ email_address: address });
    expect((await attempt(object.id, await sendCode(object.id))).status).toBe(200);
    const { object: changed } = await client.request(`/client/sign_ups/${object.id}`, {
      form: { email_address: 'other@example.com', password: newcomer.password },
      method: 'PATCH',
    });
    expect(changed).toMatchObject({ status: 'missing_requirements', unverified_fields: ['email_address'] });
  });

  it.each([
    [{ ...newcomer, email_address: 'ADA@example.com' }, 422, 'form_identifier_exists', 'email_address'],
    [{ ...newcomer, email_address: 'nowhere' }, 422, 'form_param_format_invalid', 'email_address'],
    [{ ...newcomer, email_address: '' }, 422, 'form_param_nil', 'email_address'],
    [{ ...newcomer, password: 'short' }, 422, 'form_password_length_too_short', 'password'],
    [{ ...newcomer, password: 'qwertyuiop' }, 422, 'form_password_pwned', 'password'],
    [{ ...newcomer, password: 'ö'.repeat(40) }, 422, 'form_password_size_in_bytes_exceeded', 'password'],
    [{ ...newcomer, first_name: 'x'.repeat(257) }, 422, 'form_param_max_length_exceeded', 'first_name'],
    [{ ...newcomer, username: 'mary' }, 422, 'form_param_unknown', 'username'],
    [{ ...newcomer, unsafe_metadata: '[1]' }, 422, 'form_param_value_invalid', 'unsafe_metadata'],
    [{ strategy: 'oauth_tiktok' }, 501, 'not_implemented_in_emulator', undefined],
  ])('refuses %j with %i %s', async (form, status, code, parameter) => {
    const answer = await client.call('/client/sign_ups', { form: form as Record<string, string> });
    expect(await readError(answer)).toStrictEqual({ status, code, parameter });
    expect((await client.readClient()).sign_up).toBeNull();
  });

  it('limits tries and time of its code as sign-in does', async () => {
    const { object } = await start();
    const code = await sendCode(object.id);
    for (let tries = 0; tries < 3; tries += 1)
      expect((await readError(await attempt(object.id, spoil(code)))).code).toBe('form_code_incorrect');
    expect((await readError(await attempt(object.id, code))).code).toBe('verification_failed');

    const again = await sendCode(object.id);
    clock.advance(minutes(10));
    expect((await readError(await attempt(object.id, again))).code).toBe('verification_expired');
  });

  it('gives the address to the first who verifies it', async () => {
    const rival = createFrontendClient(emulator);
    const { object: first } = await start();
    const { object: second } = await rival.post('/client/sign_ups', newcomer);
    const code = await sendCode(first.id);
    await rival.post(`/client/sign_ups/${second.id}/prepare_verification`, { strategy: 'email_code' });
    const rivalCode = await readCode(emulator, address);
    expect((await attempt(first.id, code)).status).toBe(200);
    const answer = await rival.call(`/client/sign_ups/${second.id}/attempt_verification`, {
      form: { strategy: 'email_code', code: rivalCode },
    });
    expect(await readError(answer)).toMatchObject({ status: 400, code: 'identification_claimed' });
  });

  it('cannot be changed once it is complete, nor started while signed in', async () => {
    const { object } = await start();
    await attempt(object.id, await sendCode(object.id));
    const change = await client.call(`/client/sign_ups/${object.id}`, {
      form: { first_name: 'Eve' },
      method: 'PATCH',
    });
    expect(await readError(change)).toMatchObject({ status: 403, code: 'sign_up_cannot_be_updated' });
    const another = await client.call('/client/sign_ups', { form: { email_address: 'x@example.com' } });
    expect(await readError(another)).toMatchObject({ status: 400, code: 'session_exists' });
  });

  it('reports every bad field at once', async () => {
    const answer = await client.call('/client/sign_ups', {
      form: { email_address: 'nowhere', first_name: 'x'.repeat(300), colour: 'red' },
    });
    const body = await answer.json();
    expect(body.errors.map((error: { code: string }) => error.code).sort()).toStrictEqual([
      'form_param_format_invalid',
      'form_param_max_length_exceeded',
      'form_param_unknown',
    ]);
  });

  it('is forgotten after a day', async () => {
    const { object } = await start();
    clock.advance(minutes(24 * 60));
    expect((await client.readClient()).sign_up).toBeNull();
    expect((await client.call(`/client/sign_ups/${object.id}`)).status).toBe(404);
  });
});

describe('sign-up by the one field for both', () => {
  it.each([
    ['newcomer@example.com', { email_address: 'newcomer@example.com', phone_number: null }],
    ['+1 (202) 555-0123', { email_address: null, phone_number: '+12025550123' }],
  ])('takes %s for what it is', async (text, expected) => {
    await control.changeSettings({ emailAddress: 'optional', phoneNumber: 'optional' });
    const { object } = await client.post('/client/sign_ups', { email_address_or_phone_number: text });
    expect(object).toMatchObject(expected);
  });

  it.each(['neither', 'nobody@'])('refuses %s, and says what it takes', async (text) => {
    const form = { email_address_or_phone_number: text };
    const response = await client.call('/client/sign_ups', { form });
    expect(await response.clone().text()).toContain('must be a valid email address or phone number.');
    expect(await readError(response)).toMatchObject({
      status: 422,
      parameter: 'email_address_or_phone_number',
    });
  });
});

it('leaves the demo accounts alone', async () => {
  await expect(createFrontendClient(emulator).signIn(ada)).resolves.toMatchObject({ status: 'active' });
});
