import { describe, expect, it } from 'vitest';
import { ada, callBackend, createFrontendClient, readError } from './harness.ts';
import { setUpWebhooks } from './webhook-receiver.ts';

const { clerk, control, createMary, emulator, receiver, subscribe } = setUpWebhooks();

describe('webhooks', () => {
  it('tell of a user from beginning to end, with signatures that @clerk/backend accepts', async () => {
    await subscribe();
    const user = await createMary();
    await clerk.users.updateUserMetadata(user.id, { privateMetadata: { team: 'tunnel' } });
    await clerk.users.deleteUser(user.id);
    const events = (await receiver.receive(3)).map(({ event }) => event);
    expect(receiver.types()).toStrictEqual(['user.created', 'user.updated', 'user.deleted']);
    expect(events[0]).toMatchObject({
      object: 'event',
      instance_id: expect.stringMatching(/^ins_/),
      timestamp: expect.any(Number),
      event_attributes: { http_request: { client_ip: '127.0.0.1', user_agent: expect.any(String) } },
      data: { object: 'user', id: user.id, first_name: 'Mary' },
    });
    expect(events[1]?.data).toMatchObject({ private_metadata: { team: 'tunnel' } });
    expect(events[2]?.data).toStrictEqual({ object: 'user', id: user.id, deleted: true });
  });

  it('tell of sessions and of mail, in the order of a sign-up', async () => {
    await subscribe();
    const client = createFrontendClient(emulator);
    const to = 'hedy+clerk_test@example.com';
    const { object } = await client.post('/client/sign_ups', {
      email_address: to,
      password: 'Frequency-Hop-42',
    });
    await client.post(`/client/sign_ups/${object.id}/prepare_verification`, { strategy: 'email_code' });
    await client.post(`/client/sign_ups/${object.id}/attempt_verification`, {
      strategy: 'email_code',
      code: '424242',
    });
    const [mail, , session] = await receiver.receive(3);
    expect(receiver.types()).toStrictEqual(['email.created', 'user.created', 'session.created']);
    expect(mail?.event.data).toMatchObject({
      object: 'email',
      to_email_address: to,
      slug: 'verification_code',
      data: { otp_code: '424242' },
    });
    expect(session?.event.data).toMatchObject({
      object: 'session',
      status: 'active',
      user: { email_addresses: [{ email_address: to }] },
    });
  });

  it('tell of text messages', async () => {
    await control.changeSettings({ phoneNumber: 'optional', firstFactors: ['password', 'phone_code'] });
    const phone = '+12025550123';
    const user = await clerk.users.createUser({
      emailAddress: ['hedy@example.com'],
      phoneNumber: [phone],
      skipPasswordRequirement: true,
    });
    await subscribe();
    const client = createFrontendClient(emulator);
    await client.post('/client/sign_ins', { identifier: phone, strategy: 'phone_code' });
    const [sms] = await receiver.receive(1);
    expect(sms?.event).toMatchObject({
      type: 'sms.created',
      data: {
        object: 'sms_message',
        to_phone_number: phone,
        user_id: user.id,
        data: { otp_code: await control.newestCode(phone) },
      },
    });
  });

  it('tell how a session was over, and nothing of what only reads or renews', async () => {
    await subscribe();
    const first = createFrontendClient(emulator);
    const { id } = await first.signIn(ada);
    await first.call(`/client/sessions/${id}/tokens`, { method: 'POST' });
    await first.post(`/client/sessions/${id}/touch`);
    await first.post(`/client/sessions/${id}/end`);
    const second = await createFrontendClient(emulator).signIn(ada);
    await clerk.sessions.revokeSession(second.id);
    const third = createFrontendClient(emulator);
    const { id: thirdId } = await third.signIn(ada);
    await third.post(`/client/sessions/${thirdId}/remove`);
    await receiver.receive(6);
    expect(receiver.types()).toStrictEqual([
      'session.created',
      'session.ended',
      'session.created',
      'session.revoked',
      'session.created',
      'session.removed',
    ]);
  });

  it('end the sessions of a user who is banned or deleted', async () => {
    await subscribe({ events: ['session.revoked', 'session.removed', 'user.deleted'] });
    const { user } = await createFrontendClient(emulator).signIn(ada);
    await clerk.users.banUser(user.id);
    await clerk.users.unbanUser(user.id);
    await createFrontendClient(emulator).signIn(ada);
    await clerk.users.deleteUser(user.id);
    await receiver.receive(3);
    expect(receiver.types()).toStrictEqual(['session.revoked', 'user.deleted', 'session.removed']);
  });

  it('go to each endpoint by the types it has chosen, and not to one that is disabled', async () => {
    const endpoint = await subscribe({ events: ['user.updated'] });
    await createMary();
    const [{ id } = { id: '' }] = await control.listUsers();
    await clerk.users.updateUser(id, { firstName: 'Augusta' });
    await receiver.receive(1);
    expect(receiver.types()).toStrictEqual(['user.updated']);
    await control.webhooks.update(endpoint.id, { disabled: true });
    await clerk.users.updateUser(id, { firstName: 'Ada' });
    expect(await control.webhooks.deliveries()).toHaveLength(1);
    await control.webhooks.remove(endpoint.id);
    expect(await control.webhooks.list()).toStrictEqual([]);
    expect(await control.webhooks.deliveries()).toStrictEqual([]);
  });

  it('tell of the waitlist', async () => {
    await subscribe({ events: ['waitlistEntry.created', 'waitlistEntry.updated'] });
    const entry = await clerk.waitlistEntries.create({ emailAddress: 'mary@example.com', notify: false });
    await clerk.waitlistEntries.reject(entry.id);
    const told = (await receiver.receive(2)).map(({ event }) => event);
    expect(told).toMatchObject([
      { type: 'waitlistEntry.created', data: { id: entry.id, status: 'pending' } },
      { type: 'waitlistEntry.updated', data: { id: entry.id, status: 'rejected' } },
    ]);
  });

  it('say nothing when the state is reset or restored', async () => {
    await control.seed({ users: [], webhooks: [{ url: receiver.url }] });
    const snapshot = await control.takeSnapshot();
    await control.restoreSnapshot({ ...snapshot, users: [] });
    expect(await control.webhooks.deliveries()).toStrictEqual([]);
    await control.restoreSnapshot(snapshot);
    expect(await control.webhooks.deliveries()).toStrictEqual([]);
    await control.reset();
    expect(await control.webhooks.list()).toStrictEqual([]);
  });
});

describe('endpoints', () => {
  it.each([
    'https://example.com/webhooks',
    'http://10.0.0.1/',
    'http://127.0.0.1.example.com/',
    'ftp://127.0.0.1/',
    'nonsense',
  ])('are not %s: events go to this computer only', async (url) => {
    await expect(control.webhooks.create({ url })).rejects.toThrow(/answered 400.*127\.0\.0\.1, localhost/);
  });

  it('need events and secrets that Clerk could have', async () => {
    const post = (body: object) =>
      fetch(`${emulator.url}/_emulator/webhooks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: receiver.url, ...body }),
      });
    expect(await readError(await post({ events: ['user.sneezed'] }))).toMatchObject({
      parameter: 'events.0',
    });
    expect(await readError(await post({ secret: 'whsec_short' }))).toMatchObject({ parameter: 'secret' });
  });
});

describe('the Svix application', () => {
  const ask = (path: string, method = 'POST') => callBackend(emulator, `/webhooks/${path}`, { method });

  it('is made, opened and removed with its endpoints', async () => {
    expect(await readError(await ask('svix_url'))).toMatchObject({ status: 400, code: 'svix_app_missing' });
    expect(await (await ask('svix')).json()).toStrictEqual({ svix_url: `${emulator.url}/#webhooks` });
    expect(await readError(await ask('svix'))).toMatchObject({ status: 400, code: 'svix_app_exists' });
    await subscribe();
    expect((await ask('svix_url')).status).toBe(200);
    expect((await ask('svix', 'DELETE')).status).toBe(204);
    expect(await control.webhooks.list()).toStrictEqual([]);
    expect(await readError(await ask('svix', 'DELETE'))).toMatchObject({ code: 'svix_app_missing' });
  });
});
