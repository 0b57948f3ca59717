import { beforeEach, describe, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, readError, readOutbox } from './harness.ts';
import { createAuthenticator, startSecondStep } from './second-factor-steps.ts';

/** Of `Flow-Matic-1955`. */
const bcryptDigest = '$2b$04$LsrjWkzrBg3raOoCt9rUdexlQGParhF3EwVdRGvsHAAghNm/M3.42';
const mary = { emailAddress: 'mary@example.com', password: grace.password };

let adaId: string;

const clock = setUpClock();
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  adaId = (await findUser(clerk, ada.emailAddress)).id;
});

const create = (body: Record<string, unknown>) =>
  callBackend(emulator, '/users', { method: 'POST', body: { email_address: [mary.emailAddress], ...body } });
const update = (body: Record<string, unknown>) =>
  callBackend(emulator, `/users/${adaId}`, { method: 'PATCH', body });

describe('a password that another system has hashed', () => {
  it('signs in, is checked for a backend, and has its own hash from then on', async () => {
    const user = await clerk.users.createUser({
      emailAddress: [mary.emailAddress],
      passwordDigest: bcryptDigest,
      passwordHasher: 'bcrypt',
    });
    expect(user.passwordEnabled).toBe(true);
    await expect(
      clerk.users.verifyPassword({ userId: user.id, password: mary.password }),
    ).resolves.toMatchObject({ verified: true });
    expect(JSON.stringify(await control.takeSnapshot())).toContain(bcryptDigest);
    const wrong = createFrontendClient(emulator).signIn({ ...mary, password: ada.password });
    await expect(wrong).rejects.toThrow('form_password_incorrect');
    await createFrontendClient(emulator).signIn(mary);
    expect(JSON.stringify(await control.takeSnapshot())).not.toContain(bcryptDigest);
    await createFrontendClient(emulator).signIn(mary);
  });

  it('replaces the one before, and signs out elsewhere where that is asked for', async () => {
    const { id } = await createFrontendClient(emulator).signIn(ada);
    await clerk.users.updateUser(adaId, {
      passwordDigest: bcryptDigest,
      passwordHasher: 'bcrypt',
      signOutOfOtherSessions: true,
    });
    expect((await clerk.sessions.getSession(id)).status).toBe('revoked');
    await createFrontendClient(emulator).signIn({ ...ada, password: grace.password });
  });

  it.each<[Record<string, unknown>, string, string]>([
    [{ password_digest: bcryptDigest }, 'form_conditional_param_missing', 'password_hasher'],
    [{ password_hasher: 'bcrypt' }, 'form_conditional_param_missing', 'password_digest'],
    [
      { password_digest: bcryptDigest, password_hasher: 'bcrypt', password: 'Jacquard-Loom-1804' },
      'form_conditional_param_disallowed',
      'password_digest',
    ],
    [
      { password_digest: bcryptDigest, password_hasher: 'md5' },
      'form_param_format_invalid',
      'password_digest',
    ],
    [{ password_digest: 'x', password_hasher: 'rot13' }, 'form_param_value_invalid', 'password_hasher'],
  ])('is refused as %j', async (body, code, parameter) => {
    const expected = { status: 422, code, parameter };
    expect(await readError(await create({ skip_password_requirement: true, ...body }))).toMatchObject(
      expected,
    );
    expect(await readError(await update(body))).toMatchObject(expected);
  });
});

describe('second factors that a user brings along', () => {
  const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

  it('are an authenticator application, and backup codes in clear or hashed', async () => {
    const user = await clerk.users.updateUser(adaId, {
      totpSecret: secret.toLowerCase(),
      backupCodes: ['spare-one', bcryptDigest],
    });
    expect(user).toMatchObject({ totpEnabled: true, twoFactorEnabled: true, backupCodeEnabled: true });
    const { attempt } = await startSecondStep(emulator);
    expect((await attempt('totp', createAuthenticator(secret, clock)())).status).toBe(200);
    for (const code of ['spare-one', grace.password]) {
      const second = await startSecondStep(emulator);
      expect((await second.attempt('backup_code', code)).status).toBe(200);
    }
    expect(await clerk.users.getUser(adaId)).toMatchObject({ backupCodeEnabled: false });
  });

  it('are refused without a secret in base32', async () => {
    expect(await readError(await update({ totp_secret: 'not base32!' }))).toMatchObject({
      status: 422,
      code: 'form_param_format_invalid',
      parameter: 'totp_secret',
    });
  });

  it('end all at once, the numbers included', async () => {
    await clerk.users.updateUser(adaId, { totpSecret: secret, backupCodes: ['spare-one'] });
    await clerk.phoneNumbers.createPhoneNumber({
      userId: adaId,
      phoneNumber: '+12025550143',
      verified: true,
      reservedForSecondFactor: true,
    });
    await clerk.users.disableUserMFA(adaId);
    expect(await clerk.users.getUser(adaId)).toMatchObject({
      totpEnabled: false,
      twoFactorEnabled: false,
      backupCodeEnabled: false,
      phoneNumbers: [{ reservedForSecondFactor: false }],
    });
    await createFrontendClient(emulator).signIn(ada);
  });

  it('have the first reserved number as the default one, where there is no other factor', async () => {
    const reserve = (phoneNumber: string) =>
      clerk.phoneNumbers.createPhoneNumber({
        userId: adaId,
        phoneNumber,
        verified: true,
        reservedForSecondFactor: true,
      });
    expect((await reserve('+12025550143')).defaultSecondFactor).toBe(true);
    expect((await reserve('+12025550144')).defaultSecondFactor).toBe(false);
  });
});

describe('what a new user has to have', () => {
  it('can be left out, all but one identifier', async () => {
    await control.changeSettings({ username: 'required' });
    const waived = { email_address: [], skip_password_requirement: true, skip_user_requirement: true };
    expect(await readError(await create({ ...waived }))).toMatchObject({
      status: 422,
      code: 'form_data_missing',
    });
    expect((await create({ ...waived, username: 'mary_s' })).status).toBe(200);
    const required = await create({ email_address: [], skip_password_requirement: true, username: 'mary_t' });
    expect(await readError(required)).toMatchObject({ status: 422, code: 'form_data_missing' });
  });

  it('is one identifier even where none is required', async () => {
    await control.changeSettings({ emailAddress: 'optional', username: 'optional' });
    const nobody = await create({ email_address: [], password: grace.password });
    expect(await readError(nobody)).toMatchObject({ status: 422, code: 'form_data_missing' });
    expect((await create({ email_address: [], password: grace.password, username: 'mary_s' })).status).toBe(
      200,
    );
  });

  it('is the consent to the terms where they are asked for, unless that check is skipped', async () => {
    await control.changeSettings({ legalConsent: true, termsUrl: 'https://example.com/terms' });
    const password = grace.password;
    expect(await readError(await create({ password }))).toMatchObject({
      status: 422,
      code: 'form_param_missing',
      parameter: 'legal_accepted_at',
    });
    const consent = await create({ password, legal_accepted_at: '2026-01-02T03:04:05Z' });
    expect(await consent.json()).toMatchObject({ legal_accepted_at: Date.UTC(2026, 0, 2, 3, 4, 5) });
    const other = await create({ email_address: ['m@example.com'], password, skip_legal_checks: true });
    expect(await other.json()).toMatchObject({ legal_accepted_at: null });
  });

  it('is no wallet, which nobody can have', async () => {
    expect((await create({ web3_wallet: [], password: grace.password })).status).toBe(200);
    expect(await readError(await create({ web3_wallet: ['0x1'], password: grace.password }))).toMatchObject({
      status: 422,
      parameter: 'web3_wallet',
    });
    expect(await readError(await update({ primary_web3_wallet_id: 'idn_none' }))).toMatchObject({
      status: 422,
      code: 'form_resource_not_found',
      parameter: 'primary_web3_wallet_id',
    });
  });

  it('can be locked only where the settings lock anybody', async () => {
    await control.changeSettings({ lockout: false });
    const expected = { status: 403, code: 'feature_not_enabled' };
    expect(await readError(await create({ password: grace.password, locked: true }))).toMatchObject(expected);
    for (const name of ['lock', 'unlock'])
      expect(
        await readError(await callBackend(emulator, `/users/${adaId}/${name}`, { method: 'POST' })),
      ).toMatchObject(expected);
  });
});

describe('a change of a user', () => {
  it('is made whole or not at all', async () => {
    const email = await clerk.emailAddresses.createEmailAddress({
      userId: adaId,
      emailAddress: 'countess@example.com',
      verified: true,
    });
    const change = { primary_email_address_id: email.id, primary_phone_number_id: 'idn_none' };
    expect(await readError(await update(change))).toMatchObject({ parameter: 'primary_phone_number_id' });
    const user = await clerk.users.getUser(adaId);
    expect(user.primaryEmailAddress?.emailAddress).toBe(ada.emailAddress);
  });

  it('is told to the former primary address where that is asked for', async () => {
    const { id } = await clerk.emailAddresses.createEmailAddress({
      userId: adaId,
      emailAddress: 'countess@example.com',
      verified: true,
    });
    await clerk.users.updateUser(adaId, {
      primaryEmailAddressID: id,
      notifyPrimaryEmailAddressChanged: true,
    });
    expect(await readOutbox(emulator)).toMatchObject([
      { to: ada.emailAddress, purpose: 'primary_email_address_changed', code: null },
    ]);
    await clerk.users.updateUser(adaId, {
      primaryEmailAddressID: id,
      notifyPrimaryEmailAddressChanged: true,
    });
    expect(await readOutbox(emulator)).toHaveLength(1);
  });

  it('takes a picture by its id', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const file = new File([png], 'ada.png', { type: 'image/png' });
    const { imageUrl } = await clerk.users.updateUserProfileImage(adaId, { file });
    const { id } = await findUser(clerk, grace.emailAddress);
    const changed = await clerk.users.updateUser(id, {
      profileImageID: imageUrl.split('/').at(-1) ?? '',
    });
    expect(changed).toMatchObject({ hasImage: true, imageUrl });
    expect(await readError(await update({ profile_image_id: 'img_none' }))).toMatchObject({
      code: 'form_resource_not_found',
      parameter: 'profile_image_id',
    });
  });
});
