import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { createFrontendClient, readCode, readError, readOutbox, spoil } from './harness.ts';

const phone = '+12025550123';
const password = 'Jacquard-Loom-1804';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await control.changeSettings({
    emailAddress: 'optional',
    phoneNumber: 'required',
    firstFactors: ['password', 'email_code', 'phone_code'],
  });
});

async function signUp(number = phone) {
  const { object } = await client.post('/client/sign_ups', { phone_number: number, password });
  await client.post(`/client/sign_ups/${object.id}/prepare_verification`, { strategy: 'phone_code' });
  const code = await readCode(emulator, phone);
  return client.post(`/client/sign_ups/${object.id}/attempt_verification`, { strategy: 'phone_code', code });
}

const identify = async (identifier: string) => {
  const other = createFrontendClient(emulator);
  const { object } = await other.post('/client/sign_ins', { identifier });
  const step = (name: string, form: Record<string, string>) =>
    other.call(`/client/sign_ins/${object.id}/${name}`, { form });
  return { other, object, step };
};

describe('a phone number', () => {
  it('is what somebody signs up with, whatever stands between the digits', async () => {
    const { object: begun } = await client.post('/client/sign_ups', { phone_number: '+1 (202) 555-0123' });
    expect(begun).toMatchObject({
      phone_number: phone,
      required_fields: ['phone_number', 'password'],
      optional_fields: ['email_address', 'first_name', 'last_name'],
      missing_fields: ['password'],
      unverified_fields: ['phone_number'],
      verifications: {
        email_address: null,
        phone_number: { next_action: 'needs_prepare', supported_strategies: ['phone_code'] },
      },
    });
    const { object, client: state } = await signUp('+1 202 555 0123');
    expect(object).toMatchObject({ status: 'complete' });
    expect(state?.sessions[0]).toMatchObject({
      user: {
        email_addresses: [],
        phone_numbers: [
          { phone_number: phone, verification: { status: 'verified', strategy: 'phone_code' } },
        ],
      },
      public_user_data: { identifier: phone },
    });
    expect(await readOutbox(emulator, phone)).toMatchObject([{ kind: 'sms_code', purpose: 'sign_up' }]);
  });

  it('signs in by a code, and counts wrong ones', async () => {
    await signUp();
    const { other, object, step } = await identify('+1 202 555 0123');
    expect(object).toMatchObject({
      supported_identifiers: ['email_address', 'phone_number'],
      supported_first_factors: expect.arrayContaining([
        expect.objectContaining({ strategy: 'phone_code', safe_identifier: phone, primary: true }),
        expect.objectContaining({ strategy: 'reset_password_phone_code' }),
      ]),
    });
    await step('prepare_first_factor', { strategy: 'phone_code' });
    const code = await readCode(emulator, phone);
    expect(
      await readError(await step('attempt_first_factor', { strategy: 'phone_code', code: spoil(code) })),
    ).toMatchObject({
      code: 'form_code_incorrect',
    });
    expect((await step('attempt_first_factor', { strategy: 'phone_code', code })).status).toBe(200);
    expect(await other.readClient()).toMatchObject({
      sessions: [{ status: 'active' }],
      last_authentication_strategy: 'phone_code',
    });
  });

  it('gets the code that resets the password', async () => {
    await signUp();
    const { other, step } = await identify(phone);
    const strategy = 'reset_password_phone_code';
    await step('prepare_first_factor', { strategy });
    expect((await readOutbox(emulator, phone))[0]).toMatchObject({ purpose: 'reset_password' });
    await step('attempt_first_factor', { strategy, code: await readCode(emulator, phone) });
    expect((await step('reset_password', { password: 'Difference-Engine-1822' })).status).toBe(200);
    expect((await other.readClient()).sessions).toHaveLength(1);
    await createFrontendClient(emulator).signIn({ emailAddress: phone, password: 'Difference-Engine-1822' });
  });

  it('belongs to one user only', async () => {
    await signUp();
    const rival = createFrontendClient(emulator);
    const answer = await rival.call('/client/sign_ups', { form: { phone_number: phone, password } });
    expect(await readError(answer)).toStrictEqual({
      status: 422,
      code: 'form_identifier_exists',
      parameter: 'phone_number',
    });
  });

  it.each(['2025550123', '+12', '+1 555 0100', '+10025550123', '+1202555012a'])(
    'is not %s',
    async (number) => {
      const answer = await client.call('/client/sign_ups', { form: { phone_number: number, password } });
      expect(await readError(answer)).toStrictEqual({
        status: 422,
        code: 'form_param_format_invalid',
        parameter: 'phone_number',
      });
    },
  );

  it('of the test numbers always gets the same code', async () => {
    await signUp('+1 202 555 0123');
    expect(await readCode(emulator, phone)).toBe('424242');
  });

  it('is nothing to sign in by where it is switched off', async () => {
    await signUp();
    await control.changeSettings({ signInIdentifiers: ['email_address'] });
    const answer = await createFrontendClient(emulator).call('/client/sign_ins', {
      form: { identifier: phone },
    });
    expect(await readError(answer)).toMatchObject({
      code: 'form_param_format_invalid',
      parameter: 'identifier',
    });
  });
});
