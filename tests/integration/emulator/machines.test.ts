import type { ClerkClient } from '@clerk/backend';
import { describe, expect, it } from 'vitest';
import { createClerk, setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, callControl, createFrontendClient, minutes, readError } from './harness.ts';

// @clerk/backend checks token times by the real clock.
const clock = setUpClock(Date.now);
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);

/** A backend with the key of a machine. */
const createMachineClient = (machineSecretKey: string | undefined) =>
  createClerk(emulator, machineSecretKey ? { machineSecretKey } : {});

/** Two machines, of which the first may talk to the second. */
async function createPair() {
  const receiver = await clerk.machines.create({ name: 'billing' });
  const sender = await clerk.machines.create({ name: 'reports', scopedMachines: [receiver.id] });
  return {
    sender,
    receiver,
    asSender: createMachineClient(sender.secretKey),
    asReceiver: createMachineClient(receiver.secretKey),
  };
}

const authenticate = (client: ClerkClient, token: string, acceptsToken: 'api_key' | 'm2m_token') =>
  client.authenticateRequest(
    new Request('http://127.0.0.1/', { headers: { Authorization: `Bearer ${token}` } }),
    { acceptsToken: [acceptsToken] },
  );

describe('machines, through @clerk/backend', () => {
  it('are made, changed, listed and deleted', async () => {
    const made = await clerk.machines.create({ name: 'reports', defaultTokenTtl: 600 });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^mch_\w{27}$/),
      name: 'reports',
      instanceId: expect.stringMatching(/^ins_/),
      defaultTokenTtl: 600,
      secretKey: expect.stringMatching(/^ak_/),
    });
    expect(await clerk.machines.update({ machineId: made.id, name: 'numbers' })).toMatchObject({
      name: 'numbers',
      defaultTokenTtl: 600,
    });
    await clerk.machines.create({ name: 'billing' });
    const sorted = await clerk.machines.list({ orderBy: '+name' });
    expect(sorted.data.map(({ name }) => name)).toStrictEqual(['billing', 'numbers']);
    expect((await clerk.machines.list()).data.map(({ name }) => name)).toStrictEqual(['billing', 'numbers']);
    expect((await clerk.machines.list({ query: 'numb' })).totalCount).toBe(1);
    expect(await clerk.machines.delete(made.id)).toMatchObject({ id: made.id, deleted: true });
    await expect(clerk.machines.get(made.id)).rejects.toMatchObject({ status: 404 });
  });

  it('have scopes that come and go', async () => {
    const { sender, receiver } = await createPair();
    expect((await clerk.machines.get(sender.id)).scopedMachines).toMatchObject([{ id: receiver.id }]);
    await expect(clerk.machines.createScope(sender.id, receiver.id)).rejects.toMatchObject({ status: 409 });
    await clerk.machines.deleteScope(sender.id, receiver.id);
    expect((await clerk.machines.get(sender.id)).scopedMachines).toStrictEqual([]);
    await clerk.machines.createScope(receiver.id, sender.id);
    await clerk.machines.delete(sender.id);
    expect((await clerk.machines.get(receiver.id)).scopedMachines).toStrictEqual([]);
  });

  it('get a new key, and keep the old one for a while', async () => {
    const { sender, asSender } = await createPair();
    const { secret } = await clerk.machines.rotateSecretKey({ machineId: sender.id, previousTokenTtl: 60 });
    expect(await clerk.machines.getSecretKey(sender.id)).toMatchObject({ secret });
    await asSender.m2m.createToken();
    clock.advance(minutes(1));
    await expect(asSender.m2m.createToken()).rejects.toMatchObject({ status: 401 });
    await createMachineClient(secret).m2m.createToken();
  });
});

describe('machine tokens, through @clerk/backend', () => {
  it('are made by one machine and verified by another that it may talk to', async () => {
    const { sender, receiver, asSender, asReceiver } = await createPair();
    const made = await asSender.m2m.createToken({ claims: { job: 'nightly' } });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^mt_[0-9a-f]{32}$/),
      token: expect.stringMatching(/^mt_/),
      subject: sender.id,
      scopes: [receiver.id],
      claims: { job: 'nightly' },
      revoked: false,
      expired: false,
    });
    const verified = await asReceiver.m2m.verify({ token: made.token ?? '' });
    expect(verified).toMatchObject({ id: made.id, subject: sender.id, claims: { job: 'nightly' } });
    const { isAuthenticated } = await authenticate(asReceiver, made.token ?? '', 'm2m_token');
    expect(isAuthenticated).toBe(true);
    const stranger = await clerk.machines.create({ name: 'stranger' });
    const asStranger = createMachineClient(stranger.secretKey);
    await expect(asStranger.m2m.verify({ token: made.token ?? '' })).rejects.toMatchObject({ status: 404 });
  });

  it('are refused once revoked or expired', async () => {
    const { sender, asSender, asReceiver } = await createPair();
    const first = await asSender.m2m.createToken({ secondsUntilExpiration: 60 });
    const second = await asSender.m2m.createToken();
    await asSender.m2m.revokeToken({ m2mTokenId: second.id, revocationReason: 'lost' });
    expect((await authenticate(asReceiver, second.token ?? '', 'm2m_token')).isAuthenticated).toBe(false);
    clock.advance(minutes(1));
    await expect(asReceiver.m2m.verify({ token: first.token ?? '' })).rejects.toMatchObject({ status: 404 });
    const list = (options = {}) => asSender.m2m.list({ subject: sender.id, ...options });
    expect((await list()).data).toStrictEqual([]);
    expect((await list({ revoked: true })).data).toMatchObject([{ revocationReason: 'lost' }]);
    expect((await list({ expired: true })).data).toMatchObject([{ id: first.id, expired: true }]);
  });

  it('come as JWT too, which are verified without asking', async () => {
    const { sender, receiver, asSender, asReceiver } = await createPair();
    const { token = '' } = await asSender.m2m.createToken({ tokenFormat: 'jwt', claims: { job: 'nightly' } });
    expect(await asReceiver.m2m.verify({ token })).toMatchObject({
      subject: sender.id,
      scopes: [receiver.id],
      claims: { job: 'nightly' },
    });
    expect((await authenticate(asReceiver, token, 'm2m_token')).isAuthenticated).toBe(true);
    expect((await asSender.m2m.list({ subject: sender.id })).data).toStrictEqual([]);
  });

  it('are used again while they last long enough', async () => {
    const { asSender } = await createPair();
    const first = await asSender.m2m.createToken({ minRemainingTtlSeconds: 300 });
    expect((await asSender.m2m.createToken({ minRemainingTtlSeconds: 300 })).id).toBe(first.id);
    clock.advance(minutes(56));
    expect((await asSender.m2m.createToken({ minRemainingTtlSeconds: 300 })).id).not.toBe(first.id);
    await expect(asSender.m2m.createToken({ minRemainingTtlSeconds: 3600 })).rejects.toMatchObject({
      status: 400,
    });
  });

  it('are no business of other machines, nor of pages', async () => {
    const { sender, asSender, asReceiver } = await createPair();
    await expect(asReceiver.m2m.list({ subject: sender.id })).rejects.toMatchObject({ status: 403 });
    const { id } = await asSender.m2m.createToken();
    await expect(asReceiver.m2m.revokeToken({ m2mTokenId: id })).rejects.toMatchObject({ status: 404 });
    expect(await asSender.m2m.revokeToken({ m2mTokenId: id })).toMatchObject({ revoked: true });
    const asNobody = createMachineClient('ak_nobody');
    await expect(asNobody.m2m.createToken()).rejects.toMatchObject({ status: 401 });
    expect(
      await readError(await callBackend(emulator, '/m2m_tokens', { method: 'POST', body: {} })),
    ).toMatchObject({
      status: 401,
    });
    const fromPage = await fetch(`${emulator.url}/api_keys?subject=${sender.id}`, {
      headers: { Authorization: `Bearer ${emulator.secretKey}`, Origin: 'https://example.com' },
    });
    expect([fromPage.status, fromPage.headers.get('access-control-allow-origin')]).toStrictEqual([401, null]);
  });
});

describe('API keys, through @clerk/backend', () => {
  it('are made, verified, changed, shown, revoked and deleted', async () => {
    const { user } = await createFrontendClient(emulator).signIn(ada);
    const made = await clerk.apiKeys.create({ name: 'CI key', subject: user.id, scopes: ['read'] });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^ak_[0-9a-f]{32}$/),
      name: 'CI key',
      subject: user.id,
      scopes: ['read'],
      lastUsedAt: null,
    });
    const secret = made.secret ?? '';
    expect(await clerk.apiKeys.getSecret(made.id)).toStrictEqual({ secret });
    const state = await authenticate(clerk, secret, 'api_key');
    expect(state.toAuth()).toMatchObject({ isAuthenticated: true, userId: user.id, scopes: ['read'] });
    expect((await clerk.apiKeys.get(made.id)).lastUsedAt).toBe(clock.read());
    await clerk.apiKeys.update({ apiKeyId: made.id, subject: user.id, secondsUntilExpiration: 60 });
    clock.advance(minutes(1));
    await expect(clerk.apiKeys.verify(secret)).rejects.toMatchObject({ status: 404 });
    expect((await clerk.apiKeys.list({ subject: user.id })).totalCount).toBe(0);
    const all = await clerk.apiKeys.list({ subject: user.id, includeInvalid: true });
    expect(all.data).toMatchObject([{ id: made.id, expired: true }]);
    const other = await clerk.apiKeys.create({ name: 'Laptop', subject: user.id });
    expect(await clerk.apiKeys.revoke({ apiKeyId: other.id, revocationReason: 'lost' })).toMatchObject({
      revoked: true,
      revocationReason: 'lost',
    });
    expect((await authenticate(clerk, other.secret ?? '', 'api_key')).isAuthenticated).toBe(false);
    await clerk.apiKeys.delete(other.id);
    await expect(clerk.apiKeys.get(other.id)).rejects.toMatchObject({ status: 404 });
  });

  it('go with their user, and are refused by name and subject', async () => {
    const { user } = await createFrontendClient(emulator).signIn(ada);
    const { id } = await clerk.apiKeys.create({ name: 'CI key', subject: user.id });
    await expect(clerk.apiKeys.create({ name: 'CI key', subject: user.id })).rejects.toMatchObject({
      status: 409,
    });
    await expect(clerk.apiKeys.create({ name: 'x', subject: user.id })).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'bad_request' }],
    });
    await expect(clerk.apiKeys.create({ name: 'CI key', subject: 'somebody' })).rejects.toMatchObject({
      status: 400,
    });
    await clerk.users.deleteUser(user.id);
    await expect(clerk.apiKeys.get(id)).rejects.toMatchObject({ status: 404 });
  });
});

describe('tokens and keys of any life', () => {
  /** In a state that a snapshot, and with it a data folder, can bring back. */
  const restore = async () => {
    const snapshot: unknown = await (await callControl(emulator, 'GET', '/snapshot')).json();
    return (await callControl(emulator, 'PUT', '/snapshot', snapshot)).status;
  };

  it.each([0.0005, 1.001, 100_000_000_000])('of %d seconds are kept', async (seconds) => {
    const { asSender, sender } = await createPair();
    await asSender.m2m.createToken({ secondsUntilExpiration: seconds });
    const { id } = await clerk.apiKeys.create({
      name: 'short',
      subject: sender.id,
      secondsUntilExpiration: seconds,
    });
    expect(await restore()).toBe(200);
    await clerk.apiKeys.update({ apiKeyId: id, subject: sender.id, secondsUntilExpiration: seconds });
    expect(await restore()).toBe(200);
  });

  it('are refused when they would end after all time', async () => {
    const { asSender, sender } = await createPair();
    const secondsUntilExpiration = 1e16;
    await expect(asSender.m2m.createToken({ secondsUntilExpiration })).rejects.toMatchObject({ status: 400 });
    const fields = { name: 'long', subject: sender.id, secondsUntilExpiration };
    await expect(clerk.apiKeys.create(fields)).rejects.toMatchObject({ status: 400 });
  });
});

describe('API keys, as clerk-js manages them', () => {
  const ask = (token: string, path: string, body?: object) =>
    fetch(`${emulator.url}/api_keys${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        Authorization: `Bearer ${token}`,
        'Content-Type': 'application/json',
        Origin: 'frontdesk://app',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  const allow = (userApiKeys: boolean) => control.changeSettings({ userApiKeys });

  it('are made, listed and revoked by who is signed in, while the setting is on', async () => {
    const session = await createFrontendClient(emulator).signIn(ada);
    const token = session.last_active_token?.jwt ?? '';
    const subject = session.user.id;
    expect((await ask(token, '', { type: 'api_key', name: 'Laptop', subject })).status).toBe(403);
    await allow(true);
    const made = await ask(token, '?_clerk_session_id=1', { type: 'api_key', name: 'Laptop', subject });
    expect(made.headers.get('access-control-allow-origin')).toBe('frontdesk://app');
    const { id, secret } = await made.json();
    expect(await clerk.apiKeys.verify(secret)).toMatchObject({ id, subject, createdBy: subject });
    const listed = await (await ask(token, `?subject=${subject}&_is_native=1&query=lap&limit=10`)).json();
    expect(listed).toMatchObject({ data: [{ id, name: 'Laptop' }], total_count: 1 });
    expect(listed.data[0]).not.toHaveProperty('secret');
    expect((await ask(token, `/${id}/revoke`, { revocation_reason: null })).status).toBe(200);
    await expect(clerk.apiKeys.verify(secret)).rejects.toMatchObject({ status: 404 });
  });

  it("are nobody else's", async () => {
    await allow(true);
    const { user, last_active_token: token } = await createFrontendClient(emulator).signIn(ada);
    const { id: other } = await clerk.users.createUser({
      emailAddress: ['mary@example.com'],
      skipPasswordRequirement: true,
    });
    const key = await clerk.apiKeys.create({ name: 'Hers', subject: other });
    expect((await ask(token?.jwt ?? '', `?subject=${other}`)).status).toBe(404);
    expect((await ask(token?.jwt ?? '', `/${key.id}/revoke`, {})).status).toBe(404);
    expect((await ask('nobody', `?subject=${user.id}`)).status).toBe(401);
    clock.advance(minutes(2));
    expect((await ask(token?.jwt ?? '', `?subject=${user.id}`)).status).toBe(401);
  });
});
