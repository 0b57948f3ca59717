import { describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  createFrontendClient,
  minutes,
  readCode,
  readError,
  readOutbox,
  spoil,
} from './harness.ts';
import { createSignInSteps } from './sign-in-steps.ts';

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
const steps = createSignInSteps(emulator, client);

describe('sign-in by e-mail code', () => {
  it('sends a code to the outbox and accepts it once', async () => {
    const { id, code } = await steps.requestCode();
    expect(await readOutbox(emulator, 'ADA@example.com')).toMatchObject([
      { to: ada.emailAddress, purpose: 'sign_in', subject: expect.stringContaining(code) },
    ]);
    expect((await steps.attempt(id, { strategy: 'email_code', code })).status).toBe(200);
    await client.request('/client/sessions', { method: 'DELETE' });
    expect((await steps.attempt(id, { strategy: 'email_code', code })).status).toBe(404);
  });

  it('sends the code at once when the strategy comes with the identifier', async () => {
    const { object } = await client.post('/client/sign_ins', {
      identifier: ada.emailAddress,
      strategy: 'email_code',
    });
    const code = await readCode(emulator, ada.emailAddress);
    expect((await steps.attempt(object.id, { strategy: 'email_code', code })).status).toBe(200);
  });

  it('accepts three tries for one code; after that not even the right one', async () => {
    const { id, code } = await steps.requestCode();
    for (let tries = 1; tries <= 3; tries += 1)
      expect(
        await readError(await steps.attempt(id, { strategy: 'email_code', code: spoil(code) })),
      ).toStrictEqual({
        status: 422,
        code: 'form_code_incorrect',
        parameter: 'code',
      });
    expect(await readError(await steps.attempt(id, { strategy: 'email_code', code }))).toMatchObject({
      status: 400,
      code: 'verification_failed',
    });
    expect((await client.readClient()).sign_in).toMatchObject({
      first_factor_verification: { status: 'failed', attempts: 3 },
    });
  });

  it('makes a new code on resend, and the old one is void', async () => {
    const { id, code } = await steps.requestCode();
    let newer = code;
    for (let sends = 0; newer === code && sends < 5; sends += 1) {
      await client.post(`/client/sign_ins/${id}/prepare_first_factor`, { strategy: 'email_code' });
      newer = await readCode(emulator, ada.emailAddress);
    }
    expect((await readError(await steps.attempt(id, { strategy: 'email_code', code }))).code).toBe(
      'form_code_incorrect',
    );
    expect((await steps.attempt(id, { strategy: 'email_code', code: newer })).status).toBe(200);
  });

  it('expires after ten minutes, to the millisecond', async () => {
    const { id, code } = await steps.requestCode();
    clock.advance(minutes(10) - 1);
    expect(
      (await readError(await steps.attempt(id, { strategy: 'email_code', code: spoil(code) }))).code,
    ).toBe('form_code_incorrect');
    clock.advance(1);
    expect(await readError(await steps.attempt(id, { strategy: 'email_code', code }))).toMatchObject({
      status: 400,
      code: 'verification_expired',
    });
  });

  it('asks for the code to be sent first', async () => {
    const { object } = await steps.identify();
    expect(
      await readError(await steps.attempt(object.id, { strategy: 'email_code', code: '123456' })),
    ).toMatchObject({
      status: 400,
      code: 'verification_missing',
    });
  });

  it('does not take a reset code for a sign-in code', async () => {
    const { id, code } = await steps.requestCode('reset_password_email_code');
    expect((await readError(await steps.attempt(id, { strategy: 'email_code', code }))).code).toBe(
      'verification_missing',
    );
  });

  it('accepts 424242 for test addresses and for nobody else', async () => {
    const address = 'jane+clerk_test@example.com';
    await callBackend(emulator, '/users', {
      method: 'POST',
      body: { email_address: [address], password: 'Jacquard-Loom-1804' },
    });
    const test = await steps.requestCode('email_code', address);
    expect(test.code).toBe('424242');
    expect((await steps.attempt(test.id, { strategy: 'email_code', code: '424242' })).status).toBe(200);

    await client.request('/client/sessions', { method: 'DELETE' });
    let ordinary = await steps.requestCode();
    if (ordinary.code === '424242') ordinary = await steps.requestCode();
    expect(
      (await readError(await steps.attempt(ordinary.id, { strategy: 'email_code', code: '424242' }))).code,
    ).toBe('form_code_incorrect');
  });

  it("does not send to an address that is not the user's", async () => {
    const { object } = await steps.identify();
    const answer = await client.call(`/client/sign_ins/${object.id}/prepare_first_factor`, {
      form: { strategy: 'email_code', email_address_id: 'idn_of_somebody_else' },
    });
    expect(await readError(answer)).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' });
    expect(await readOutbox(emulator)).toStrictEqual([]);
  });

  it("does not accept another client's attempt", async () => {
    const { id, code } = await steps.requestCode();
    const stranger = createFrontendClient(emulator);
    await stranger.readClient();
    const answer = await stranger.call(`/client/sign_ins/${id}/attempt_first_factor`, {
      form: { strategy: 'email_code', code },
    });
    expect(await readError(answer)).toMatchObject({ status: 404, code: 'resource_not_found' });
  });
});
