import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  createFrontendClient,
  minutes,
  readClaims,
  readCode,
  readError,
  spoil,
} from './harness.ts';
import { createAuthenticator, enrol, startSecondStep } from './second-factor-steps.ts';

const clock = setUpClock();
const { client, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await client.signIn(ada);
});

const readUser = async () => (await client.request('/me')).object;
const verifyTotp = (code: string) => client.call('/me/totp/attempt_verification', { form: { code } });

describe('an authenticator application', () => {
  it('gets a base32 secret and its URI, and is no factor before its first code', async () => {
    const { object } = await client.post('/me/totp');
    expect(object).toMatchObject({
      object: 'totp',
      verified: false,
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    });
    const uri = new URL(String(object.uri));
    expect(decodeURIComponent(uri.pathname)).toContain('Frontdesk:ada@example.com');
    expect(uri.searchParams.get('secret')).toBe(object.secret);
    expect(await readUser()).toMatchObject({ totp_enabled: false, two_factor_enabled: false });
    await expect(createFrontendClient(emulator).signIn(ada)).resolves.toBeDefined();
  });

  it('is turned on by its first code, which brings ten backup codes', async () => {
    const { object } = await client.post('/me/totp');
    const readTotp = createAuthenticator(String(object.secret), clock);
    expect(await readError(await verifyTotp(spoil(readTotp())))).toStrictEqual({
      status: 422,
      code: 'form_code_incorrect',
      parameter: 'code',
    });
    const answer = await client.post('/me/totp/attempt_verification', { code: readTotp() });
    expect(answer.object).toMatchObject({ object: 'totp', verified: true });
    expect(answer.object).toMatchObject({ secret: null, uri: null });
    expect(new Set(answer.object.backup_codes as string[]).size).toBe(10);
    expect(answer.client?.sessions[0]?.user).toMatchObject({
      totp_enabled: true,
      backup_code_enabled: true,
      two_factor_enabled: true,
      mfa_enabled_at: clock.read(),
    });
    expect(await readError(await client.call('/me/totp', { method: 'POST' }))).toMatchObject({
      status: 400,
      code: 'totp_already_enabled',
    });
  });

  it('replaces a secret that was never proved', async () => {
    const { object: first } = await client.post('/me/totp');
    await client.post('/me/totp');
    const code = createAuthenticator(String(first.secret), clock)();
    expect((await readError(await verifyTotp(code))).code).toBe('form_code_incorrect');
  });

  it('can be turned off, and backup codes go with it', async () => {
    await enrol(client, clock);
    const { object } = await client.request('/me/totp', { method: 'DELETE' });
    expect(object).toMatchObject({ object: 'totp', deleted: true });
    expect(await readUser()).toMatchObject({
      totp_enabled: false,
      backup_code_enabled: false,
      two_factor_enabled: false,
      mfa_disabled_at: clock.read(),
    });
    await expect(createFrontendClient(emulator).signIn(ada)).resolves.toBeDefined();
    expect(await readError(await client.call('/me/totp', { method: 'DELETE' }))).toMatchObject({
      status: 404,
      code: 'resource_not_found',
    });
  });
});

describe('sign-in with a second factor', () => {
  it('waits after the password and completes with the code, which is in the token', async () => {
    const { readTotp } = await enrol(client, clock);
    const { client: other, signIn, attempt } = await startSecondStep(emulator);
    expect(signIn).toMatchObject({
      status: 'needs_second_factor',
      supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
      first_factor_verification: { status: 'verified' },
      second_factor_verification: null,
      created_session_id: null,
    });
    expect((await other.readClient()).sessions).toStrictEqual([]);

    expect((await attempt('totp', readTotp())).status).toBe(200);
    const { sessions, sign_in } = await other.readClient();
    expect(sign_in).toMatchObject({
      status: 'complete',
      second_factor_verification: { status: 'verified', strategy: 'totp', object: 'verification_totp' },
    });
    expect(sessions[0]).toMatchObject({ factor_verification_age: [0, 0] });
    clock.advance(minutes(2));
    const [session] = (await other.readClient()).sessions;
    expect(readClaims(session?.last_active_token?.jwt ?? '').fva).toStrictEqual([2, 2]);
  });

  it('waits after an e-mail code and after a new password as well', async () => {
    await enrol(client, clock);
    const other = createFrontendClient(emulator);
    for (const strategy of ['email_code', 'reset_password_email_code']) {
      const { object } = await other.post('/client/sign_ins', { identifier: ada.emailAddress, strategy });
      const path = `/client/sign_ins/${object.id}`;
      const code = await readCode(emulator, ada.emailAddress);
      await other.post(`${path}/attempt_first_factor`, { strategy, code });
      if (strategy !== 'email_code')
        await other.post(`${path}/reset_password`, { password: 'Difference-Engine-1822' });
      expect((await other.readClient()).sign_in).toMatchObject({ status: 'needs_second_factor' });
      expect((await other.readClient()).sessions).toStrictEqual([]);
    }
  });

  it('accepts a code once, and neither an older one', async () => {
    const { readTotp } = await enrol(client, clock);
    const [older, code] = [readTotp(-30_000), readTotp()];
    expect((await (await startSecondStep(emulator)).attempt('totp', code)).status).toBe(200);
    const { attempt } = await startSecondStep(emulator);
    for (const used of [code, older])
      expect((await readError(await attempt('totp', used))).code).toBe('form_code_incorrect');
    expect((await attempt('totp', readTotp(30_000))).status).toBe(200);
  });

  it('does not accept the code that turned it on', async () => {
    const { object } = await client.post('/me/totp');
    const code = createAuthenticator(String(object.secret), clock)();
    expect((await verifyTotp(code)).status).toBe(200);
    const { attempt } = await startSecondStep(emulator);
    expect((await readError(await attempt('totp', code))).code).toBe('form_code_incorrect');
  });

  it('forgives one step of clock drift and no more', async () => {
    const { readTotp } = await enrol(client, clock);
    clock.advance(minutes(5));
    const { attempt } = await startSecondStep(emulator);
    for (const offset of [-60_000, 60_000])
      expect((await readError(await attempt('totp', readTotp(offset)))).code).toBe('form_code_incorrect');
    expect((await attempt('totp', readTotp(-30_000))).status).toBe(200);
  });

  it('takes three tries for each kind of code; after that not even the right one', async () => {
    const { readTotp, backupCodes } = await enrol(client, clock);
    const { attempt } = await startSecondStep(emulator);
    for (let tries = 1; tries <= 3; tries += 1)
      expect((await readError(await attempt('totp', spoil(readTotp())))).code).toBe('form_code_incorrect');
    expect(await readError(await attempt('totp', readTotp()))).toMatchObject({
      status: 400,
      code: 'verification_failed',
    });
    expect((await attempt('backup_code', String(backupCodes[0]))).status).toBe(200);
  });

  it('locks the account after 100 wrong codes, however often the right password comes between', async () => {
    const { readTotp } = await enrol(client, clock);
    for (let round = 1; round <= 33; round += 1) {
      const { attempt } = await startSecondStep(emulator);
      for (let tries = 1; tries <= 3; tries += 1)
        expect((await readError(await attempt('totp', spoil(readTotp())))).code).toBe('form_code_incorrect');
    }
    await expect(startSecondStep(emulator)).rejects.toThrow('user_locked');
  });

  it('does not take the second step without the first, or twice', async () => {
    const { readTotp } = await enrol(client, clock);
    const other = createFrontendClient(emulator);
    const { object } = await other.post('/client/sign_ins', { identifier: ada.emailAddress });
    const path = `/client/sign_ins/${object.id}/attempt_second_factor`;
    const early = await other.call(path, { form: { strategy: 'totp', code: readTotp() } });
    expect(await readError(early)).toMatchObject({ status: 400, code: 'client_state_invalid' });
    const { attempt } = await startSecondStep(emulator);
    expect((await attempt('totp', readTotp())).status).toBe(200);
    expect((await readError(await attempt('totp', readTotp()))).code).toBe('client_state_invalid');
  });

  it('has nothing to prepare, and refuses strategies that are no second factor', async () => {
    await enrol(client, clock);
    const { client: other, signIn, attempt } = await startSecondStep(emulator);
    const prepare = await other.call(`/client/sign_ins/${signIn.id}/prepare_second_factor`, {
      form: { strategy: 'totp' },
    });
    expect(await readError(prepare)).toMatchObject({ status: 400, code: 'strategy_for_user_invalid' });
    expect((await readError(await attempt('phone_code', '123456'))).code).toBe('verification_missing');
    expect((await readError(await attempt('carrier_pigeon', '123456'))).status).toBe(422);
  });
});

describe('backup codes', () => {
  it('sign in once each', async () => {
    const { backupCodes } = await enrol(client, clock);
    const [code = ''] = backupCodes;
    expect((await (await startSecondStep(emulator)).attempt('backup_code', code)).status).toBe(200);
    const { attempt } = await startSecondStep(emulator);
    expect((await readError(await attempt('backup_code', code))).code).toBe('form_code_incorrect');
    expect((await attempt('backup_code', String(backupCodes[1]))).status).toBe(200);
  });

  it('work once also for two at the same moment', async () => {
    const { backupCodes } = await enrol(client, clock);
    const [first, second] = [await startSecondStep(emulator), await startSecondStep(emulator)];
    const code = String(backupCodes[9]);
    const answers = await Promise.all([
      first.attempt('backup_code', code),
      second.attempt('backup_code', code),
    ]);
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([200, 422]);
  });

  it('are replaced as a whole, and need an authenticator application', async () => {
    expect(await readError(await client.call('/me/backup_codes/', { method: 'POST' }))).toMatchObject({
      status: 400,
      code: 'backup_codes_not_available',
    });
    const { backupCodes } = await enrol(client, clock);
    const { object } = await client.post('/me/backup_codes/');
    expect(object).toMatchObject({ object: 'backup_code', codes: expect.any(Array) });
    const { attempt } = await startSecondStep(emulator);
    expect((await readError(await attempt('backup_code', String(backupCodes[0])))).code).toBe(
      'form_code_incorrect',
    );
    const [code] = object.codes as string[];
    expect((await attempt('backup_code', String(code))).status).toBe(200);
  });
});

describe('the Backend API', () => {
  const userPath = async () => `/users/${(await readUser()).id}`;

  it('verifies codes of both kinds, each once', async () => {
    const path = await userPath();
    const verify = (code: string) =>
      callBackend(emulator, `${path}/verify_totp`, { method: 'POST', body: { code } });
    expect(await readError(await verify('123456'))).toMatchObject({ status: 400, code: 'totp_disabled' });
    const { readTotp, backupCodes } = await enrol(client, clock);
    const backupCode = String(backupCodes[0]);
    for (const [code, kind] of [
      [readTotp(), 'totp'],
      [backupCode, 'backup_code'],
    ] as const) {
      expect(await (await verify(code)).json()).toStrictEqual({ verified: true, code_type: kind });
      expect(await readError(await verify(code))).toMatchObject({ status: 422, code: 'totp_incorrect_code' });
    }
  });

  it.each(['mfa', 'totp'])('takes second factors away by %s', async (name) => {
    await enrol(client, clock);
    const answer = await callBackend(emulator, `${await userPath()}/${name}`, { method: 'DELETE' });
    expect(await answer.json()).toStrictEqual({ user_id: (await readUser()).id });
    expect(await readUser()).toMatchObject({ totp_enabled: false, backup_code_enabled: false });
  });

  it('takes backup codes away alone', async () => {
    await enrol(client, clock);
    await callBackend(emulator, `${await userPath()}/backup_code`, { method: 'DELETE' });
    expect(await readUser()).toMatchObject({ totp_enabled: true, backup_code_enabled: false });
    const { signIn } = await startSecondStep(emulator);
    expect(signIn).toMatchObject({ supported_second_factors: [{ strategy: 'totp' }] });
  });
});
