import { describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, readCode, readError } from './harness.ts';
import { createSignInSteps } from './sign-in-steps.ts';

const { client, emulator } = setUpEmulator();
const steps = createSignInSteps(emulator, client);

describe('password reset', () => {
  const newPassword = 'Difference-Engine-1822';

  async function reachNewPassword() {
    const { id, code } = await steps.requestCode('reset_password_email_code');
    const answer = await steps.attempt(id, { strategy: 'reset_password_email_code', code });
    expect(answer.status).toBe(200);
    return id;
  }

  it('signs in with the new password, which replaces the old one', async () => {
    const id = await reachNewPassword();
    const { object } = await client.post(`/client/sign_ins/${id}/reset_password`, { password: newPassword });
    expect(object).toMatchObject({ status: 'complete' });
    const other = createFrontendClient(emulator);
    expect((await other.signIn({ ...ada, password: newPassword })).status).toBe('active');
    await other.request('/client/sessions', { method: 'DELETE' });
    await expect(other.signIn(ada)).rejects.toThrow('form_password_incorrect');
  });

  it('ends the sessions on other devices only when asked to', async () => {
    const other = createFrontendClient(emulator);
    await other.signIn(ada);
    await client.post(`/client/sign_ins/${await reachNewPassword()}/reset_password`, {
      password: newPassword,
    });
    expect((await other.readClient()).sessions).toHaveLength(1);

    await client.request('/client/sessions', { method: 'DELETE' });
    await client.post(`/client/sign_ins/${await reachNewPassword()}/reset_password`, {
      password: newPassword,
      sign_out_of_other_sessions: 'true',
    });
    expect((await other.readClient()).sessions).toStrictEqual([]);
    expect((await client.readClient()).sessions).toHaveLength(1);
  });

  it.each([
    ['short', 'form_password_length_too_short'],
    ['x'.repeat(73), 'form_password_length_too_long'],
    ['Password123', 'form_password_pwned'],
  ])('refuses the new password %s', async (password, code) => {
    const id = await reachNewPassword();
    const answer = await client.call(`/client/sign_ins/${id}/reset_password`, { form: { password } });
    expect(await readError(answer)).toStrictEqual({ status: 422, code, parameter: 'password' });
  });

  it('needs the code first, and works once', async () => {
    const { id } = await steps.requestCode('reset_password_email_code');
    const reset = () =>
      client.call(`/client/sign_ins/${id}/reset_password`, { form: { password: newPassword } });
    expect(await readError(await reset())).toMatchObject({ status: 400, code: 'client_state_invalid' });
    await steps.attempt(id, {
      strategy: 'reset_password_email_code',
      code: await readCode(emulator, ada.emailAddress),
    });
    const answers = await Promise.all([reset(), reset()]);
    expect(answers.map((answer) => answer.status).sort()).toStrictEqual([200, 400]);
  });

  describe('by a code and a password at once', () => {
    const begin = async () => {
      const strategy = 'reset_password_email_code';
      const { object } = await client.post('/client/sign_ins', { identifier: ada.emailAddress, strategy });
      const code = await readCode(emulator, ada.emailAddress);
      return (password: string) => steps.attempt(object.id, { strategy, code, password });
    };

    it('signs in with the new password', async () => {
      const attempt = await begin();
      expect(await (await attempt(newPassword)).json()).toMatchObject({ response: { status: 'complete' } });
      const other = createFrontendClient(emulator);
      await expect(other.signIn({ ...ada, password: newPassword })).resolves.toBeDefined();
    });

    it('does not use the code up for a password that is refused', async () => {
      const attempt = await begin();
      expect(await readError(await attempt('short'))).toMatchObject({ status: 422, parameter: 'password' });
      expect((await attempt(newPassword)).status).toBe(200);
    });
  });
});
