import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, grace, readCode, readError } from './harness.ts';
import { hedy, visit } from './provider-visit.ts';

const verificationsSchema = z.looseObject({
  verifications: z.looseObject({
    external_account: z.looseObject({ external_verification_redirect_url: z.string() }),
  }),
});

const password = 'Jacquard-Loom-1804';
const address = 'mary@example.com';

const { client, control, emulator } = setUpEmulator();

const readAttributes = async () => {
  const environment = await (await fetch(`${emulator.url}/v1/environment`)).json();
  return environment.user_settings.attributes;
};

async function verifyAddress(id: unknown) {
  await client.post(`/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  const code = await readCode(emulator, address);
  return client.post(`/client/sign_ups/${id}/attempt_verification`, { strategy: 'email_code', code });
}

describe('usernames', () => {
  beforeEach(async () => {
    await control.changeSettings({ username: 'required' });
  });

  it('are asked for at sign-up, and sign in as the address does', async () => {
    expect(await readAttributes()).toMatchObject({
      username: { enabled: true, required: true, used_for_first_factor: true },
    });
    const { object } = await client.post('/client/sign_ups', { email_address: address, password });
    expect(object).toMatchObject({
      required_fields: ['email_address', 'username', 'password'],
      missing_fields: ['username'],
    });
    await client.request(`/client/sign_ups/${object.id}`, { form: { username: 'Mary_S' }, method: 'PATCH' });
    const done = await verifyAddress(object.id);
    expect(done.client?.sessions[0]?.user).toMatchObject({ username: 'mary_s' });
    for (const identifier of ['mary_s', ' MARY_S ', address])
      await createFrontendClient(emulator).signIn({ emailAddress: identifier, password });
  });

  it.each([
    ['abc', 'form_username_invalid_length'],
    ['a'.repeat(65), 'form_username_invalid_length'],
    ['mary somerville', 'form_username_invalid_character'],
    ['mary.s', 'form_username_invalid_character'],
    ['123456', 'form_username_needs_non_number_char'],
  ])('refuse %s with %s', async (username, code) => {
    const answer = await client.call('/client/sign_ups', { form: { email_address: address, username } });
    expect(await readError(answer)).toStrictEqual({ status: 422, code, parameter: 'username' });
  });

  it('follow the settings', async () => {
    await control.changeSettings({
      usernameMinimumLength: 2,
      usernameExtendedCharacters: true,
      usernameNumeric: true,
    });
    for (const username of ['m.s', '12'])
      expect((await client.call('/client/sign_ups', { form: { username } })).status).toBe(200);
  });

  it('are changed in the profile, to one that nobody else has', async () => {
    await client.signIn(ada);
    const change = (username: string) => client.call('/me', { form: { username }, method: 'PATCH' });
    expect((await change('Countess')).status).toBe(200);
    expect((await change('countess')).status).toBe(200);
    const other = createFrontendClient(emulator);
    await other.signIn(grace);
    const taken = await other.call('/me', { form: { username: 'COUNTESS' }, method: 'PATCH' });
    expect(await readError(taken)).toStrictEqual({
      status: 422,
      code: 'form_identifier_exists',
      parameter: 'username',
    });
    expect(await readError(await change(''))).toMatchObject({
      code: 'form_param_nil',
      parameter: 'username',
    });
  });

  it('are unknown to an instance without them', async () => {
    await control.changeSettings({ username: 'off' });
    await client.signIn(ada);
    const answer = await client.call('/me', { form: { username: 'countess' }, method: 'PATCH' });
    expect(await readError(answer)).toMatchObject({ code: 'form_param_unknown', parameter: 'username' });
  });
});

describe('legal consent', () => {
  const urls = { termsUrl: 'https://example.com/terms', privacyPolicyUrl: 'https://example.com/privacy' };

  beforeEach(async () => {
    await control.changeSettings({ legalConsent: true, ...urls });
  });

  it('is asked for, and its time is kept with the user', async () => {
    const environment = await (await fetch(`${emulator.url}/v1/environment`)).json();
    expect(environment).toMatchObject({
      display_config: { terms_url: urls.termsUrl, privacy_policy_url: urls.privacyPolicyUrl },
      user_settings: { sign_up: { legal_consent_enabled: true } },
    });
    const { object } = await client.post('/client/sign_ups', { email_address: address, password });
    expect(object).toMatchObject({ missing_fields: ['legal_accepted'], legal_accepted_at: null });
    expect((await verifyAddress(object.id)).object).toMatchObject({ status: 'missing_requirements' });
    const done = await client.request(`/client/sign_ups/${object.id}`, {
      form: { legal_accepted: 'true' },
      method: 'PATCH',
    });
    expect(done.object).toMatchObject({ status: 'complete', legal_accepted_at: expect.any(Number) });
    expect(done.client?.sessions[0]?.user).toMatchObject({ legal_accepted_at: expect.any(Number) });
  });

  it('is asked of somebody who comes from a provider as well, whose account is connected then', async () => {
    const { object } = await client.post('/client/sign_ups', {
      strategy: 'oauth_google',
      redirect_url: 'frontdesk://app/#/sso-callback',
    });
    const { verifications } = verificationsSchema.parse(object);
    await visit(emulator, verifications.external_account.external_verification_redirect_url, {
      account: hedy,
    });
    const { sign_up: signUp } = await client.readClient();
    expect(signUp).toMatchObject({ status: 'missing_requirements', missing_fields: ['legal_accepted'] });
    const done = await client.request(`/client/sign_ups/${signUp?.id}`, {
      form: { legal_accepted: 'true' },
      method: 'PATCH',
    });
    expect(done.client?.sessions[0]?.user).toMatchObject({
      external_accounts: [{ provider: 'oauth_google' }],
      legal_accepted_at: expect.any(Number),
    });
  });
});

it('names are left out, optional or required', async () => {
  await control.changeSettings({ firstName: 'required', lastName: 'off', password: 'optional' });
  expect(await readAttributes()).toMatchObject({
    first_name: { enabled: true, required: true },
    last_name: { enabled: false },
    password: { enabled: true, required: false },
  });
  const { object } = await client.post('/client/sign_ups', { email_address: address });
  expect(object).toMatchObject({ missing_fields: ['first_name'], optional_fields: ['password'] });
  const answer = await client.call('/client/sign_ups', { form: { last_name: 'Somerville' } });
  expect(await readError(answer)).toMatchObject({ code: 'form_param_unknown', parameter: 'last_name' });
});

it('without a required identifier, one of the optional ones is asked for', async () => {
  await control.changeSettings({ emailAddress: 'optional', phoneNumber: 'optional' });
  const { object } = await client.post('/client/sign_ups', { password });
  expect(object).toMatchObject({ missing_fields: ['email_address_or_phone_number'] });
});

it('the lock follows the settings', async () => {
  const spoiled = { emailAddress: ada.emailAddress, password: 'wrong-password' };
  const attempt = () =>
    client.call('/client/sign_ins', {
      form: { identifier: spoiled.emailAddress, password: spoiled.password },
    });
  await control.changeSettings({ lockout: false, lockoutAttempts: 2, lockoutMinutes: 5 });
  for (let tries = 0; tries < 3; tries += 1)
    expect((await readError(await attempt())).code).toBe('form_password_incorrect');
  await control.changeSettings({ lockout: true });
  expect((await readError(await attempt())).code).toBe('form_password_incorrect');
  expect((await readError(await attempt())).code).toBe('user_locked');
});
