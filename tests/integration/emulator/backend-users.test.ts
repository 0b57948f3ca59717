import { describe, expect, it } from 'vitest';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, readError } from './harness.ts';

// @clerk/backend checks token times by the real clock.
const clock = setUpClock(Date.now);
const { control, emulator } = setUpEmulator({ clock: clock.read });
const clerk = setUpClerk(emulator);

const findAda = () => findUser(clerk, ada.emailAddress);

describe('users, through @clerk/backend', () => {
  it('are listed, counted and fetched', async () => {
    const { data, totalCount } = await clerk.users.getUserList({ orderBy: '+first_name' });
    expect(data.map((user) => user.firstName)).toStrictEqual(['Ada', 'Grace']);
    expect(totalCount).toBe(2);
    const user = await clerk.users.getUser(data[0]?.id ?? '');
    expect(user).toMatchObject({ firstName: 'Ada', lastName: 'Lovelace', banned: false, locked: false });
    expect(user.primaryEmailAddress?.emailAddress).toBe(ada.emailAddress);
    expect(user.imageUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/_emulator\/avatars\//);
  });

  it.each([
    [{ emailAddress: ['GRACE@example.com', 'nobody@example.com'] }, ['Grace']],
    [{ query: 'lovel' }, ['Ada']],
    [{ query: 'example.com', limit: 1, orderBy: '-first_name' as const }, ['Grace']],
    [{ limit: 1, offset: 1, orderBy: '+last_name' as const }, ['Ada']],
    [{ phoneNumber: ['+15555550100'] }, []],
    [{ username: ['ada'] }, []],
    [{ last_active_at_since: 1 }, []],
  ])('are filtered by %j', async (parameters, names) => {
    const { data } = await clerk.users.getUserList(parameters);
    expect(data.map((user) => user.firstName)).toStrictEqual(names);
  });

  it.each([
    ['created_at', ['Ada', 'Grace']],
    ['-created_at', ['Grace', 'Ada']],
    ['+first_name', ['Ada', 'Grace']],
    ['%2Bfirst_name', ['Ada', 'Grace']],
    ['web3wallet', ['Ada', 'Grace']],
    ['-first_name&order_by=first_name', ['Grace', 'Ada']],
  ])('are ordered by %s, of equal ones the newest first when it descends', async (order, names) => {
    const users = await (await callBackend(emulator, `/users?order_by=${order}`)).json();
    expect(users).toMatchObject(names.map((name) => ({ first_name: name })));
  });

  it('are filtered by id, with exclusion', async () => {
    const { id } = await findAda();
    const { data: included } = await clerk.users.getUserList({ userId: [id] });
    const { data: excluded } = await clerk.users.getUserList({ userId: [`-${id}`] });
    expect(included.map((user) => user.firstName)).toStrictEqual(['Ada']);
    expect(excluded.map((user) => user.firstName)).toStrictEqual(['Grace']);
  });

  it('are created with verified addresses and can sign in', async () => {
    const created = await clerk.users.createUser({
      emailAddress: ['Katherine@example.com'],
      password: 'Friendship-7-1962',
      firstName: 'Katherine',
      externalId: 'legacy-7',
      publicMetadata: { role: 'admin' },
      privateMetadata: { salary: 1 },
    });
    expect(created).toMatchObject({
      firstName: 'Katherine',
      externalId: 'legacy-7',
      publicMetadata: { role: 'admin' },
      privateMetadata: { salary: 1 },
    });
    expect(created.emailAddresses[0]?.verification).toMatchObject({ status: 'verified', strategy: 'admin' });
    const session = await createFrontendClient(emulator).signIn({
      emailAddress: 'katherine@example.com',
      password: 'Friendship-7-1962',
    });
    expect(session.user).toMatchObject({ public_metadata: { role: 'admin' } });
    expect(session.user).not.toHaveProperty('private_metadata');
    const { data } = await clerk.users.getUserList({ externalId: ['legacy-7'] });
    expect(data.map((user) => user.id)).toStrictEqual([created.id]);
  });

  it('are updated, with only what is given', async () => {
    const { id } = await findAda();
    const updated = await clerk.users.updateUser(id, { firstName: 'Augusta', password: 'Bernoulli-1843' });
    expect(updated).toMatchObject({ firstName: 'Augusta', lastName: 'Lovelace' });
    const client = createFrontendClient(emulator);
    await expect(client.signIn(ada)).rejects.toThrow('form_password_incorrect');
    await client.signIn({ ...ada, password: 'Bernoulli-1843' });
  });

  it.each(['external_id', 'username'])(
    'keep their %s to themselves, also when two ask for it at a time',
    async (name) => {
      const { data } = await clerk.users.getUserList();
      const answers = await Promise.all(
        data.map(({ id }) =>
          callBackend(emulator, `/users/${id}`, {
            method: 'PATCH',
            body: {
              [name]: 'only_one',
              password: 'Bernoulli-1843',
              backup_codes: ['first-code', 'second-code'],
            },
          }),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([200, 422]);
    },
  );

  it('have no time that a saved state cannot have', async () => {
    const { id } = await findAda();
    for (const body of [
      { created_at: '1969-12-31T23:59:59Z' },
      { created_at: 'yesterday' },
      { legal_accepted_at: -1 },
      { legal_accepted_at: '9999-01-01T00:00:00Z' },
    ]) {
      const refused = await callBackend(emulator, `/users/${id}`, { method: 'PATCH', body });
      expect(await readError(refused)).toMatchObject({
        status: 422,
        code: 'form_param_value_invalid',
        parameter: Object.keys(body)[0],
      });
    }
    const body = { name: 'Early', created_at: '1960-01-01T00:00:00Z' };
    const early = await callBackend(emulator, '/organizations', { method: 'POST', body });
    expect(await readError(early)).toMatchObject({ status: 422, parameter: 'created_at' });
    await control.restoreSnapshot(await control.takeSnapshot());
  });

  it('keep that they need no trusted client', async () => {
    const { id } = await findAda();
    const change = async (body: unknown) =>
      (await callBackend(emulator, `/users/${id}`, { method: 'PATCH', body })).json();
    expect(await change({})).toMatchObject({ bypass_client_trust: false });
    expect(await change({ bypass_client_trust: true })).toMatchObject({ bypass_client_trust: true });
    expect(await change({ first_name: 'Ada' })).toMatchObject({ bypass_client_trust: true });
  });

  it('keep metadata that a merge does not name, and lose keys set to null', async () => {
    const { id } = await findAda();
    await clerk.users.updateUserMetadata(id, {
      publicMetadata: { plan: { name: 'pro', seats: 3 }, beta: true },
      privateMetadata: { note: 'x' },
    });
    const merged = await clerk.users.updateUserMetadata(id, {
      publicMetadata: { plan: { seats: 5 }, beta: null },
    });
    expect(merged.publicMetadata).toStrictEqual({ plan: { name: 'pro', seats: 5 } });
    expect(merged.privateMetadata).toStrictEqual({ note: 'x' });
    const replaced = await clerk.users.replaceUserMetadata(id, { publicMetadata: { only: 'this' } });
    expect(replaced.publicMetadata).toStrictEqual({ only: 'this' });
    expect(replaced.privateMetadata).toStrictEqual({ note: 'x' });
  });

  it('keep metadata of 8 KB at most, however often some is merged in', async () => {
    const { id } = await findAda();
    const merge = (name: string) =>
      callBackend(emulator, `/users/${id}/metadata`, {
        method: 'PATCH',
        body: { public_metadata: { [name]: 'x'.repeat(5000) }, private_metadata: { [name]: true } },
      });
    expect((await merge('one')).status).toBe(200);
    expect(await readError(await merge('two'))).toMatchObject({ status: 422, parameter: 'public_metadata' });
    const { publicMetadata, privateMetadata } = await clerk.users.getUser(id);
    expect([Object.keys(publicMetadata), Object.keys(privateMetadata)]).toStrictEqual([['one'], ['one']]);
  });

  it('lose their sessions when banned or deleted', async () => {
    const client = createFrontendClient(emulator);
    const { id: sessionId, user } = await client.signIn(ada);
    expect((await clerk.users.banUser(user.id)).banned).toBe(true);
    expect((await clerk.sessions.getSession(sessionId)).status).toBe('revoked');
    expect((await clerk.users.unbanUser(user.id)).banned).toBe(false);
    await client.signIn(ada);
    await clerk.users.deleteUser(user.id);
    expect((await client.readClient()).sessions).toStrictEqual([]);
    await expect(clerk.users.getUser(user.id)).rejects.toMatchObject({ status: 404 });
  });

  it('are locked and unlocked', async () => {
    const { id } = await findAda();
    expect((await clerk.users.lockUser(id)).locked).toBe(true);
    await expect(createFrontendClient(emulator).signIn(ada)).rejects.toThrow('user_locked');
    expect((await clerk.users.unlockUser(id)).locked).toBe(false);
    await expect(createFrontendClient(emulator).signIn(ada)).resolves.toBeDefined();
  });

  it('are refused with an error that the SDK understands', async () => {
    await expect(clerk.users.getUser('user_nobody')).rejects.toMatchObject({
      status: 404,
      clerkTraceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      errors: [{ code: 'resource_not_found', longMessage: 'No user was found with id user_nobody' }],
    });
    await expect(
      clerk.users.createUser({ emailAddress: [ada.emailAddress], password: 'Friendship-7-1962' }),
    ).rejects.toMatchObject({
      status: 422,
      errors: [{ code: 'form_identifier_exists', meta: { paramName: 'email_address' } }],
    });
  });
});

describe('two users who are changed at once', () => {
  // Slow enough for both changes to be on their way at the same time.
  const slow = setUpEmulator({ passwordCost: 15 });
  const slowClerk = setUpClerk(slow.emulator);

  it.each([
    ['username', 'countess'],
    ['external_id', 'customer-1'],
  ])('do not get the same %s', async (name, value) => {
    await slow.control.changeSettings({ username: 'optional' });
    const users = await Promise.all(
      [ada, grace].map(({ emailAddress }) => findUser(slowClerk, emailAddress)),
    );
    const answers = await Promise.all(
      users.map(({ id }) =>
        callBackend(slow.emulator, `/users/${id}`, {
          method: 'PATCH',
          body: { [name]: value, password: 'Bernoulli-1843' },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toStrictEqual([200, 422]);
  });
});
