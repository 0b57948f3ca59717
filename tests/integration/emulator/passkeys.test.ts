import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, minutes, readError } from './harness.ts';
import { findUserId } from './ticket-steps.ts';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read, origin: 'http://localhost:3000' });
beforeEach(async () => {
  await control.changeSettings({ passkeys: true });
});

const part = Buffer.from('{}').toString('base64url');
const attestation = JSON.stringify({
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: part, attestationObject: part, transports: ['internal'] },
});
const assertion = JSON.stringify({
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: part, authenticatorData: part, signature: part, userHandle: null },
});
const readNonce = (object: Record<string, unknown>, key: string): unknown => {
  const verification = object[key] as { nonce?: string };
  return JSON.parse(verification.nonce ?? '');
};

describe('a new passkey', () => {
  const create = async () => {
    await client.signIn(ada);
    return (await client.post('/me/passkeys')).object;
  };
  const attempt = (id: unknown, form: Record<string, string>) =>
    client.call(`/me/passkeys/${id}/attempt_verification`, { form: { strategy: 'passkey', ...form } });

  it('tells the browser what to ask for, and is not listed before it is verified', async () => {
    const object = await create();
    expect(object).toMatchObject({ object: 'passkey', verification: { status: 'unverified' } });
    expect(readNonce(object, 'verification')).toMatchObject({
      rp: { name: 'Frontdesk' },
      user: { name: ada.emailAddress },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    });
    expect((await client.readClient()).sessions[0]?.user).toMatchObject({ passkeys: [] });
  });

  it('is refused when the authenticator proves nothing, and its challenge is used up', async () => {
    const { id } = await create();
    expect(await readError(await attempt(id, { public_key_credential: 'no JSON' }))).toMatchObject({
      status: 422,
      parameter: 'public_key_credential',
    });
    expect((await readError(await attempt(id, { public_key_credential: attestation }))).code).toBe(
      'passkey_verification_failed',
    );
    expect((await readError(await attempt(id, { public_key_credential: attestation }))).code).toBe(
      'verification_missing',
    );
    expect((await client.request(`/me/passkeys/${id}`)).object).toMatchObject({
      verification: { status: 'failed' },
    });
  });

  it('is refused ten minutes later, and of a page that is none', async () => {
    const { id } = await create();
    const answer = await client.call(`/me/passkeys/${id}/attempt_verification`, {
      form: { strategy: 'passkey', public_key_credential: attestation },
      origin: 'frontdesk://app',
    });
    expect((await readError(answer)).code).toBe('passkey_invalid_origin');
    const { object } = await client.post('/me/passkeys');
    clock.advance(minutes(10));
    expect((await readError(await attempt(object.id, { public_key_credential: attestation }))).code).toBe(
      'verification_expired',
    );
  });

  it('keeps its name when none is given', async () => {
    const { id, name } = await create();
    const answer = await client.request(`/me/passkeys/${id}`, { method: 'PATCH', form: { name: '' } });
    expect(answer.object.name).toBe(name);
  });

  it('can be removed by a backend', async () => {
    const { id } = await create();
    const path = `/users/${await findUserId(emulator)}/passkeys/${id}`;
    expect(await (await callBackend(emulator, path, { method: 'DELETE' })).json()).toMatchObject({
      object: 'passkey',
      id,
      deleted: true,
    });
    expect((await readError(await callBackend(emulator, path, { method: 'DELETE' }))).status).toBe(404);
  });
});

describe('signing in by a passkey', () => {
  it('begins with a challenge for any passkey, and refuses one that nobody has', async () => {
    const { object } = await client.post('/client/sign_ins', { strategy: 'passkey' });
    expect(object).toMatchObject({ status: 'needs_first_factor' });
    expect(readNonce(object, 'first_factor_verification')).toMatchObject({ allowCredentials: [] });
    const attempt = () =>
      client.call(`/client/sign_ins/${object.id}/attempt_first_factor`, {
        form: { strategy: 'passkey', public_key_credential: assertion },
      });
    expect((await readError(await attempt())).code).toBe('passkey_not_registered');
    expect((await readError(await attempt())).code).toBe('verification_missing');
  });

  it('is no way for somebody without one', async () => {
    const { object } = await client.post('/client/sign_ins', { identifier: ada.emailAddress });
    expect(object.supported_first_factors).not.toContainEqual({ strategy: 'passkey' });
    const answer = await client.call(`/client/sign_ins/${object.id}/prepare_first_factor`, {
      form: { strategy: 'passkey' },
    });
    expect((await readError(answer)).code).toBe('strategy_for_user_invalid');
  });

  it('is off until the settings turn it on', async () => {
    await control.changeSettings({ passkeys: false });
    const signIn = await client.call('/client/sign_ins', { form: { strategy: 'passkey' } });
    expect(await readError(signIn)).toMatchObject({ status: 403, code: 'feature_not_enabled' });
    await client.signIn(ada);
    expect((await readError(await client.call('/me/passkeys', { method: 'POST' }))).status).toBe(403);
  });
});
