import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, readCode, readError } from './harness.ts';

const phone = '+12025550199';
const phoneSchema = z.looseObject({ id: z.string(), backup_codes: z.array(z.string()).nullable() });

const { client, control, emulator } = setUpEmulator();
beforeEach(async () => {
  await client.signIn(ada);
});

describe('a phone number that is added for the second step', () => {
  it('is one from its verification on, which shows the backup codes, and never the primary number', async () => {
    await control.changeSettings({ phoneNumber: 'optional', phoneSecondFactor: true });
    const added = await client.post('/me/phone_numbers', {
      phone_number: phone,
      reserved_for_second_factor: 'true',
    });
    expect(added.object).toMatchObject({ reserved_for_second_factor: true, verification: null });
    expect((await client.request('/me')).object).toMatchObject({ two_factor_enabled: false });
    const path = `/me/phone_numbers/${added.object.id}`;
    await client.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const { object } = await client.post(`${path}/attempt_verification`, {
      code: await readCode(emulator, phone),
    });
    expect(phoneSchema.parse(object).backup_codes).not.toHaveLength(0);
    expect((await client.request('/me')).object).toMatchObject({
      two_factor_enabled: true,
      primary_phone_number_id: null,
      phone_numbers: [{ phone_number: phone, default_second_factor: true }],
    });
  });

  it('is the default also when a backend has verified it', async () => {
    await control.changeSettings({ phoneNumber: 'optional', phoneSecondFactor: true });
    const { object } = await client.post('/me/phone_numbers', {
      phone_number: phone,
      reserved_for_second_factor: 'true',
    });
    const answer = await callBackend(emulator, `/phone_numbers/${object.id}`, {
      method: 'PATCH',
      body: { verified: true },
    });
    expect(await answer.json()).toMatchObject({ default_second_factor: true });
  });

  it('is refused where there is no such step', async () => {
    await control.changeSettings({ phoneNumber: 'optional' });
    const form = { phone_number: phone, reserved_for_second_factor: 'true' };
    expect(await readError(await client.call('/me/phone_numbers', { form }))).toMatchObject({
      status: 422,
      parameter: 'reserved_for_second_factor',
    });
  });
});
