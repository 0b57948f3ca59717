import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, minutes, readError } from './harness.ts';
import { createPasskeyDevice } from './passkey-device.ts';
import { findUserId } from './ticket-steps.ts';

const origin = 'http://localhost:3000';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read, origin });
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
const readChallenge = (object: Record<string, unknown>, key: string): string =>
  z.looseObject({ challenge: z.string() }).parse(readNonce(object, key)).challenge;

/** Tries to sign in by whatever passkey the device has. */
async function signInByPasskey(device: ReturnType<typeof createPasskeyDevice>) {
  const other = createFrontendClient(emulator, origin);
  const { object } = await other.post('/client/sign_ins', { strategy: 'passkey' });
  const answer = await other.call(`/client/sign_ins/${object.id}/attempt_first_factor`, {
    form: {
      strategy: 'passkey',
      public_key_credential: device.assert(readChallenge(object, 'first_factor_verification')),
    },
  });
  return { other, answer };
}

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

describe('a verified passkey', () => {
  const enrol = async () => {
    const device = createPasskeyDevice(origin);
    await client.signIn(ada);
    const { object } = await client.post('/me/passkeys');
    const path = `/me/passkeys/${object.id}`;
    const form = {
      strategy: 'passkey',
      public_key_credential: device.register(readChallenge(object, 'verification')),
    };
    return { device, path, id: object.id, answer: await client.post(`${path}/attempt_verification`, form) };
  };

  it('is listed from then on, and signs its user in without a password', async () => {
    const { device, path, id, answer } = await enrol();
    expect(answer.object).toMatchObject({
      object: 'passkey',
      id,
      last_used_at: null,
      verification: { status: 'verified', strategy: 'passkey' },
    });
    expect(answer.client?.sessions[0]?.user).toMatchObject({ passkeys: [{ id }] });
    clock.advance(minutes(1));
    const { other, answer: signedIn } = await signInByPasskey(device);
    expect(await signedIn.json()).toMatchObject({ response: { status: 'complete' } });
    expect((await other.readClient()).sessions).toMatchObject([{ user: { first_name: 'Ada' } }]);
    expect((await client.request(path)).object).toMatchObject({ last_used_at: clock.read() });
  });

  it('is removed by its user, who is told by mail, and signs nobody in any more', async () => {
    const { device, path, id } = await enrol();
    const { object, client: after } = await client.request(path, { method: 'DELETE' });
    expect(object).toStrictEqual({ object: 'passkey', id, deleted: true });
    expect(after?.sessions[0]?.user).toMatchObject({ passkeys: [] });
    expect(await control.listMessages(ada.emailAddress)).toMatchObject([{ purpose: 'passkey_removed' }]);
    expect((await readError((await signInByPasskey(device)).answer)).code).toBe('passkey_not_registered');
    expect((await readError(await client.call(path, { method: 'DELETE' }))).status).toBe(404);
  });

  it('is removed neither by somebody else nor by a session that was verified long ago', async () => {
    const { device, path } = await enrol();
    const stranger = createFrontendClient(emulator, origin);
    await stranger.signIn(grace);
    expect((await readError(await stranger.call(path, { method: 'DELETE' }))).status).toBe(404);
    clock.advance(minutes(10));
    expect(await readError(await client.call(path, { method: 'DELETE' }))).toMatchObject({
      status: 403,
      code: 'session_reverification_required',
    });
    expect((await signInByPasskey(device)).answer.status).toBe(200);
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
