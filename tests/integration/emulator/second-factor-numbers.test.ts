import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  createFrontendClient,
  grace,
  minutes,
  readCode,
  readError,
  spoil,
} from './harness.ts';
import { startSecondStep } from './second-factor-steps.ts';

const phone = '+12025550199';
const otherPhone = '+12025550198';
const phoneSchema = z.looseObject({ id: z.string(), backup_codes: z.array(z.string()).nullable() });

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });
let sessionId: string;
beforeEach(async () => {
  sessionId = (await client.signIn(ada)).id;
});

/** A number that Ada has proved to be hers. */
async function addNumber(number = phone, form: Record<string, string> = {}) {
  const { object } = await client.post('/me/phone_numbers', { phone_number: number, ...form });
  const path = `/me/phone_numbers/${object.id}`;
  await client.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
  const code = await readCode(emulator, number);
  const answer = await client.post(`${path}/attempt_verification`, { code });
  return { path, ...phoneSchema.parse(answer.object) };
}

const change = (path: string, form: Record<string, string>) =>
  client.request(path, { method: 'PATCH', form });
const readUser = async () => (await client.request('/me')).object;

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

describe('a phone number that is there already', () => {
  beforeEach(() => control.changeSettings({ phoneNumber: 'optional', phoneSecondFactor: true }));

  it('becomes a second factor, with backup codes that are shown once, and the first one is the default', async () => {
    const { path } = await addNumber();
    expect(await readUser()).toMatchObject({ two_factor_enabled: false });
    const { object } = await change(path, { reserved_for_second_factor: 'true' });
    expect(object).toMatchObject({ reserved_for_second_factor: true, default_second_factor: true });
    expect(phoneSchema.parse(object).backup_codes).toHaveLength(10);
    expect(await readUser()).toMatchObject({ two_factor_enabled: true, backup_code_enabled: true });
    expect((await client.request(path)).object).toMatchObject({
      phone_number: phone,
      reserved_for_second_factor: true,
      backup_codes: null,
    });
  });

  it('is none any more when that is taken back, and its codes go with it', async () => {
    const { path } = await addNumber();
    await change(path, { reserved_for_second_factor: 'true' });
    const { object } = await change(path, { reserved_for_second_factor: 'false' });
    expect(object).toMatchObject({ reserved_for_second_factor: false, default_second_factor: false });
    expect(await readUser()).toMatchObject({ two_factor_enabled: false, backup_code_enabled: false });
    await expect(createFrontendClient(emulator).signIn(ada)).resolves.toBeDefined();
  });

  it('takes the place of the default one', async () => {
    const first = await addNumber(phone, { reserved_for_second_factor: 'true' });
    const second = await addNumber(otherPhone, { reserved_for_second_factor: 'true' });
    const readDefaults = async () =>
      Promise.all(
        [first, second].map(async ({ path }) => (await client.request(path)).object.default_second_factor),
      );
    expect(await readDefaults()).toStrictEqual([true, false]);
    await change(second.path, { default_second_factor: 'true' });
    expect(await readDefaults()).toStrictEqual([false, true]);
  });

  it('is no second factor before it is verified, or where there is no such step', async () => {
    const { object } = await client.post('/me/phone_numbers', { phone_number: phone });
    const path = `/me/phone_numbers/${object.id}`;
    const attempt = async () =>
      readError(await client.call(path, { method: 'PATCH', form: { reserved_for_second_factor: 'true' } }));
    expect(await attempt()).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' });
    await control.changeSettings({ phoneSecondFactor: false });
    expect(await attempt()).toMatchObject({ status: 400, parameter: 'reserved_for_second_factor' });
  });

  it('takes no change that there is not, and is verified by a code alone', async () => {
    const { object } = await client.post('/me/phone_numbers', { phone_number: phone });
    const path = `/me/phone_numbers/${object.id}`;
    const changed = await client.call(path, { method: 'PATCH', form: { phone_number: otherPhone } });
    expect(await readError(changed)).toMatchObject({ status: 400, parameter: 'phone_number' });
    const prepared = await client.call(`${path}/prepare_verification`, {
      form: { strategy: 'carrier_pigeon' },
    });
    expect(await readError(prepared)).toMatchObject({ status: 400, parameter: 'strategy' });
  });

  it('can be removed, which ends the second step with the last one', async () => {
    const { path, id } = await addNumber(phone, { reserved_for_second_factor: 'true' });
    const { object, client: after } = await client.request(path, { method: 'DELETE' });
    expect(object).toStrictEqual({ object: 'phone_number', id, deleted: true });
    expect(after?.sessions[0]?.user).toMatchObject({ phone_numbers: [], two_factor_enabled: false });
    expect((await client.call(path)).status).toBe(404);
  });

  it("is nobody else's to see, to change or to remove", async () => {
    const { path } = await addNumber();
    const stranger = createFrontendClient(emulator);
    await stranger.signIn(grace);
    for (const method of [undefined, 'PATCH', 'DELETE']) {
      const answer = await stranger.call(path, method ? { method } : {});
      expect(await readError(answer)).toMatchObject({ status: 404, code: 'resource_not_found' });
    }
    expect((await client.call(path)).status).toBe(200);
  });
});

describe('a code that is sent to a phone', () => {
  let first: Awaited<ReturnType<typeof addNumber>>;
  let second: Awaited<ReturnType<typeof addNumber>>;
  beforeEach(async () => {
    await control.changeSettings({ phoneNumber: 'optional', phoneSecondFactor: true });
    first = await addNumber(phone, { reserved_for_second_factor: 'true' });
    second = await addNumber(otherPhone, { reserved_for_second_factor: 'true' });
    await control.clearMessages();
  });

  const readRecipients = async () => (await control.listMessages()).map(({ to, purpose }) => [to, purpose]);

  it('is the second step of a sign-in, and goes to the default number or the chosen one', async () => {
    const { client: other, signIn, attempt } = await startSecondStep(emulator);
    const factor = { strategy: 'phone_code', primary: false };
    expect(signIn.supported_second_factors).toStrictEqual([
      { ...factor, phone_number_id: first.id, safe_identifier: phone, default: true },
      { ...factor, phone_number_id: second.id, safe_identifier: otherPhone, default: false },
      { strategy: 'backup_code' },
    ]);
    const prepare = (form: Record<string, string> = {}) =>
      other.post(`/client/sign_ins/${signIn.id}/prepare_second_factor`, { strategy: 'phone_code', ...form });
    expect((await prepare()).object).toMatchObject({
      status: 'needs_second_factor',
      second_factor_verification: { status: 'unverified', strategy: 'phone_code' },
    });
    expect(await readRecipients()).toStrictEqual([[phone, 'second_factor']]);
    await control.clearMessages();
    await prepare({ phone_number_id: second.id });
    expect(await readRecipients()).toStrictEqual([[otherPhone, 'second_factor']]);

    const code = await readCode(emulator, otherPhone);
    expect((await readError(await attempt('phone_code', spoil(code)))).code).toBe('form_code_incorrect');
    expect((await attempt('phone_code', code)).status).toBe(200);
    expect((await other.readClient()).sessions).toMatchObject([{ factor_verification_age: [0, 0] }]);
  });

  it('goes to no number that is not a second factor', async () => {
    await change(second.path, { reserved_for_second_factor: 'false' });
    const { client: other, signIn } = await startSecondStep(emulator);
    const answer = await other.call(`/client/sign_ins/${signIn.id}/prepare_second_factor`, {
      form: { strategy: 'phone_code', phone_number_id: second.id },
    });
    expect(await readError(answer)).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' });
    expect(await readRecipients()).toStrictEqual([]);
  });

  it('makes the session young again, for what cannot be undone', async () => {
    clock.advance(minutes(15));
    const remove = () => client.call(second.path, { method: 'DELETE' });
    expect((await readError(await remove())).code).toBe('session_reverification_required');
    const verify = `/client/sessions/${sessionId}/verify`;
    const early = await client.call(`${verify}/prepare_second_factor`, { form: { strategy: 'phone_code' } });
    expect((await readError(early)).status).toBe(400);

    await client.post(verify, { level: 'second_factor' });
    const { object } = await client.post(`${verify}/prepare_second_factor`, { strategy: 'phone_code' });
    expect(object).toMatchObject({
      status: 'needs_second_factor',
      second_factor_verification: { status: 'unverified', strategy: 'phone_code' },
    });
    expect(await readRecipients()).toStrictEqual([[phone, 'second_factor']]);
    const attempt = (code: string) =>
      client.call(`${verify}/attempt_second_factor`, { form: { strategy: 'phone_code', code } });
    const code = await readCode(emulator, phone);
    expect((await readError(await attempt(spoil(code)))).code).toBe('form_code_incorrect');
    expect(await (await attempt(code)).json()).toMatchObject({
      response: {
        status: 'complete',
        second_factor_verification: { status: 'verified', strategy: 'phone_code' },
        session: { factor_verification_age: [15, 0] },
      },
    });
    expect((await remove()).status).toBe(200);
  });
});
