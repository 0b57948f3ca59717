import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { callBackend, createFrontendClient, readError, readOutbox } from './harness.ts';
import { setUpWebhooks } from './webhook-receiver.ts';

const { clerk, control, emulator, receiver, subscribe } = setUpWebhooks();

const change = (path: string, body: unknown) => callBackend(emulator, path, { method: 'PATCH', body });
const readEnvironment = async (): Promise<unknown> => (await fetch(`${emulator.url}/v1/environment`)).json();

const testAddress = 'mary+clerk_test@example.com';

/** The code that somebody who signs up is sent. */
async function readSignUpCode() {
  const client = createFrontendClient(emulator);
  const { object } = await client.post('/client/sign_ups', {
    email_address: testAddress,
    password: 'Tunnel-1958',
  });
  await client.post(`/client/sign_ups/${object.id}/prepare_verification`, { strategy: 'email_code' });
  return (await readOutbox(emulator, testAddress))[0]?.code;
}

describe('the instance', () => {
  it('knows the code of test addresses in test mode only', async () => {
    expect(await readSignUpCode()).toBe('424242');
    expect((await change('/instance', { test_mode: false })).status).toBe(204);
    expect(await readEnvironment()).toMatchObject({ auth_config: { test_mode: false } });
    const codes = [await readSignUpCode(), await readSignUpCode()];
    expect(codes).not.toStrictEqual(['424242', '424242']);
    await change('/beta_features/instance_settings', { test_mode: true });
    expect(await readSignUpCode()).toBe('424242');
  });

  it('tells Clerk’s components whom to ask for help, and what people are asked for first', async () => {
    await change('/instance', {
      support_email: 'help@example.com',
      preferred_sign_in_strategy_when_password_required: 'otp',
    });
    expect(await readEnvironment()).toMatchObject({
      display_config: { support_email: 'help@example.com', preferred_sign_in_strategy: 'otp' },
    });
    await change('/instance', {
      support_email: null,
      preferred_sign_in_strategy_when_password_required: '',
    });
    expect(await readEnvironment()).toMatchObject({
      display_config: { support_email: null, preferred_sign_in_strategy: 'password' },
    });
  });

  it('has a development origin, which its own domain tells', async () => {
    await change('/instance', { development_origin: 'http://localhost:5173' });
    const { data } = await clerk.domains.list();
    expect(data[0]).toMatchObject({ isSatellite: false, developmentOrigin: 'http://localhost:5173' });
  });

  it.each([
    [{ test_mode: 'yes' }, 'test_mode'],
    [{ support_email: 5 }, 'support_email'],
    [
      { preferred_sign_in_strategy_when_password_required: 'guess' },
      'preferred_sign_in_strategy_when_password_required',
    ],
    [{ colour: 'red' }, 'colour'],
  ])('refuses %j by its %s', async (body, parameter) => {
    expect(await readError(await change('/instance', body))).toMatchObject({ status: 422, parameter });
  });
});

describe('the settings of beta features', () => {
  it('are the allow list, progressive sign-up and who sends mail', async () => {
    const answer = await change('/beta_features/instance_settings', {
      restricted_to_allowlist: true,
      from_email_address: 'desk',
      progressive_sign_up: false,
    });
    const { id } = z.looseObject({ id: z.string() }).parse(await answer.json());
    expect(id).toMatch(/^ins_/);
    expect(await control.readSettings()).toMatchObject({ allowlist: true, progressiveSignUp: false });
    await control.changeSettings({ allowlist: false });
    await subscribe({ events: ['email.created'] });
    await readSignUpCode();
    const [told] = await receiver.receive(1);
    expect(told?.event.data).toMatchObject({ from_email_name: 'desk' });
  });

  it.each([
    [{ from_email_address: 'desk@example.com' }, 'from_email_address'],
    [{ restricted_to_allowlist: 1 }, 'restricted_to_allowlist'],
    [{ colour: 'red' }, 'colour'],
  ])('refuse %j by its %s', async (body, parameter) => {
    expect(await readError(await change('/beta_features/instance_settings', body))).toMatchObject({
      status: 422,
      parameter,
    });
  });
});
