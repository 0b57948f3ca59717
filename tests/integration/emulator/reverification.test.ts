import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  createFrontendClient,
  grace,
  minutes,
  readClaims,
  readCode,
  readError,
  readOutbox,
  spoil,
} from './harness.ts';
import { enrol } from './second-factor-steps.ts';

let verifyPath: string;

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  verifyPath = `/client/sessions/${(await client.signIn(ada)).id}/verify`;
});

const start = (level: string) => client.post(verifyPath, { level });
const attempt = (factor: 'first' | 'second', form: Record<string, string>) =>
  client.call(`${verifyPath}/attempt_${factor}_factor`, { form });
const addEmail = (emailAddress = 'countess@example.com') =>
  client.call('/me/email_addresses/', { form: { email_address: emailAddress } });
const required = { status: 403, code: 'session_reverification_required', parameter: undefined };

describe('what cannot be undone', () => {
  it.each<[string, Record<string, string>, string]>([
    ['/me/change_password', { new_password: 'Difference-Engine-1822' }, 'POST'],
    ['/me/email_addresses/', { email_address: 'countess@example.com' }, 'POST'],
    ['/me', { primary_email_address_id: 'idn_any' }, 'PATCH'],
    ['/me/totp', {}, 'POST'],
    ['/me/backup_codes/', {}, 'POST'],
    ['/me/sessions/sess_any/revoke', {}, 'POST'],
    ['/me', {}, 'DELETE'],
  ])('on %s with %j needs a verification of the last ten minutes (%s)', async (path, form, method) => {
    clock.advance(minutes(10));
    expect(await readError(await client.call(path, { form, method }))).toStrictEqual(required);
    expect((await client.readClient()).sessions).toHaveLength(1);
  });

  it('is allowed until then, and names may be changed at any time', async () => {
    clock.advance(minutes(10) - 1);
    expect((await addEmail()).status).toBe(200);
    clock.advance(minutes(60));
    const { object } = await client.request('/me', { form: { first_name: 'Augusta' }, method: 'PATCH' });
    expect(object).toMatchObject({ first_name: 'Augusta' });
  });

  it('includes a new password, which then needs no current one', async () => {
    const form = { new_password: 'Difference-Engine-1822' };
    expect((await client.call('/me/change_password', { form })).status).toBe(200);
    const other = createFrontendClient(emulator);
    await expect(other.signIn({ ...ada, password: form.new_password })).resolves.toBeDefined();
  });
});

describe('reverification', () => {
  it('by password makes the session young again, in the session and in its token', async () => {
    clock.advance(minutes(15));
    const { object } = await start('second_factor');
    expect(object).toMatchObject({
      object: 'session_reverification',
      status: 'needs_first_factor',
      supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code' }],
      supported_second_factors: null,
      session: { factor_verification_age: [15, -1] },
    });
    expect(
      await readError(await attempt('first', { strategy: 'password', password: 'wrong' })),
    ).toMatchObject({
      code: 'form_password_incorrect',
      parameter: 'password',
    });
    expect((await readError(await addEmail())).code).toBe('session_reverification_required');
    const done = await client.post(`${verifyPath}/attempt_first_factor`, {
      strategy: 'password',
      password: ada.password,
    });
    expect(done.object).toMatchObject({
      status: 'complete',
      first_factor_verification: { status: 'verified', strategy: 'password' },
      session: { factor_verification_age: [0, -1] },
    });
    const [session] = done.client?.sessions ?? [];
    expect(readClaims(session?.last_active_token?.jwt ?? '').fva).toStrictEqual([0, -1]);
    expect((await addEmail()).status).toBe(200);
  });

  it('by a code that is sent to the primary address', async () => {
    clock.advance(minutes(15));
    await start('first_factor');
    await client.post(`${verifyPath}/prepare_first_factor`, { strategy: 'email_code' });
    expect(await readOutbox(emulator, ada.emailAddress)).toMatchObject([{ purpose: 'reverification' }]);
    const code = await readCode(emulator, ada.emailAddress);
    const wrong = await attempt('first', { strategy: 'email_code', code: spoil(code) });
    expect((await readError(wrong)).code).toBe('form_code_incorrect');
    expect((await attempt('first', { strategy: 'email_code', code })).status).toBe(200);
    expect((await addEmail()).status).toBe(200);
  });

  it('takes the second factor of a user who has one, and the password alone is not enough', async () => {
    const { readTotp } = await enrol(client, clock);
    clock.advance(minutes(15));
    await start('first_factor');
    expect((await attempt('first', { strategy: 'password', password: ada.password })).status).toBe(200);
    expect((await readError(await addEmail())).code).toBe('session_reverification_required');

    expect((await start('second_factor')).object).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
    });
    const code = readTotp();
    const { object } = await client.post(`${verifyPath}/attempt_second_factor`, { strategy: 'totp', code });
    expect(object).toMatchObject({ status: 'complete', session: { factor_verification_age: [0, 0] } });
    expect((await addEmail()).status).toBe(200);
    await start('second_factor');
    expect((await readError(await attempt('second', { strategy: 'totp', code }))).code).toBe(
      'form_code_incorrect',
    );
  });

  it('takes both factors at the level multi_factor, one after the other', async () => {
    const { backupCodes } = await enrol(client, clock);
    clock.advance(minutes(15));
    await start('multi_factor');
    const second = { strategy: 'backup_code', code: String(backupCodes[0]) };
    expect((await readError(await attempt('second', second))).code).toBe('verification_missing');
    const { object } = await client.post(`${verifyPath}/attempt_first_factor`, {
      strategy: 'password',
      password: ada.password,
    });
    expect(object).toMatchObject({ status: 'needs_second_factor' });
    expect((await attempt('second', second)).status).toBe(200);
    expect((await client.readClient()).sessions[0]).toMatchObject({ factor_verification_age: [0, 0] });
  });

  it('asks sessions from before two-step verification for the second factor', async () => {
    const older = createFrontendClient(emulator);
    await older.signIn(ada);
    await enrol(client, clock);
    const answer = await older.call('/me/backup_codes/', { method: 'POST' });
    expect(await readError(answer)).toStrictEqual(required);
    expect((await client.call('/me/backup_codes/', { method: 'POST' })).status).toBe(200);
  });

  it('has to be told the level', async () => {
    expect(await readError(await client.call(verifyPath, { form: {} }))).toMatchObject({
      status: 422,
      code: 'form_param_missing',
      parameter: 'level',
    });
  });

  it('has to be started, at a level there is, on a session of this client', async () => {
    const early = await attempt('first', { strategy: 'password', password: ada.password });
    expect(await readError(early)).toMatchObject({ status: 400, code: 'verification_missing' });
    const unknown = await client.call(verifyPath, { form: { level: 'third_factor' } });
    expect(await readError(unknown)).toMatchObject({ status: 422, parameter: 'level' });
    const stranger = createFrontendClient(emulator);
    await stranger.signIn(grace);
    const foreign = await stranger.call(verifyPath, { form: { level: 'first_factor' } });
    expect((await readError(foreign)).status).toBe(401);
  });
});
