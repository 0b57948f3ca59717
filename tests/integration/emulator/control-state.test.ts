import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSeedFile } from '../../../src-emulator/control/seed-file.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  callControl,
  createFrontendClient,
  days,
  grace,
  readCode,
  readError,
  readOutbox,
} from './harness.ts';

const { emulator, restart } = setUpEmulator();

const call = (method: string, path: string, body?: unknown) => callControl(emulator, method, path, body);
const post = (path: string, body?: unknown) => call('POST', path, body);
const readUsers = async () => (await (await call('GET', '/users')).json()).users;

const mary = {
  id: 'user_mary',
  emailAddresses: ['Mary@example.com', 'mary@home.example'],
  password: 'short',
  firstName: 'Mary',
  lastName: 'Jackson',
  externalId: 'employee-7',
  publicMetadata: { team: 'tunnel' },
  privateMetadata: { note: 'first' },
};

describe('a seed', () => {
  it('names members of organisations by any identifier of a user', async () => {
    const members = [
      { userId: 'user_mary', role: 'org:admin' },
      { phoneNumber: '+1 202 555 0143', role: 'org:member' },
      { username: 'Joe', role: 'org:member' },
    ];
    const seed = {
      users: [
        mary,
        { id: 'user_phone', phoneNumbers: ['+12025550143'] },
        { id: 'user_joe', username: 'joe' },
      ],
      organizations: [{ name: 'Langley', slug: 'langley', members }],
    };
    expect((await post('/seed', seed)).status).toBe(200);
    const [organization] = (await (await call('GET', '/organizations')).json()).organizations;
    expect(organization.members).toMatchObject([
      { userId: 'user_mary', role: 'org:admin' },
      { userId: 'user_phone', role: 'org:member' },
      { userId: 'user_joe', role: 'org:member' },
    ]);
  });

  it.each([
    [{ username: 'nobody' }, /^organizations\.0\.members\.0 nobody is no user of this seed/],
    [{ username: 'user_mary' }, /user_mary is no user of this seed/],
    [{}, /needs one of userId, emailAddress, phoneNumber and username/],
    [{ userId: 'user_mary', emailAddress: 'mary@example.com' }, /needs one of userId/],
  ])('is refused with the member %j', async (name, message) => {
    const members = [{ ...name, role: 'org:member' }];
    const seed = { users: [mary], organizations: [{ name: 'Langley', slug: 'langley', members }] };
    const { errors } = await (await post('/seed', seed)).json();
    expect(errors[0].long_message).toMatch(message);
  });

  it('is refused when it names a member twice, by whatever', async () => {
    const members = [
      { userId: 'user_mary', role: 'org:member' },
      { emailAddress: 'mary@home.example', role: 'org:admin' },
    ];
    const seed = { users: [mary], organizations: [{ name: 'Langley', slug: 'langley', members }] };
    expect(await readError(await post('/seed', seed))).toMatchObject({
      parameter: 'organizations.0.members.1',
    });
  });

  it('adds users that can sign in at once, next to those that are there', async () => {
    const response = await post('/seed', {
      users: [mary, { emailAddresses: ['x@example.com'], banned: true }],
    });
    expect(await response.json()).toMatchObject({
      added: [{ id: 'user_mary', emailAddress: 'mary@example.com' }, { emailAddress: 'x@example.com' }],
    });
    const client = createFrontendClient(emulator);
    const session = await client.signIn({ emailAddress: 'mary@home.example', password: 'short' });
    expect(session.user).toMatchObject({ id: 'user_mary', first_name: 'Mary', last_name: 'Jackson' });
    const user = await (await callBackend(emulator, '/users/user_mary')).json();
    expect(user).toMatchObject({
      external_id: 'employee-7',
      public_metadata: { team: 'tunnel' },
      private_metadata: { note: 'first' },
    });
    expect(await readUsers()).toHaveLength(4);
    const banned = await createFrontendClient(emulator).call('/client/sign_ins', {
      form: { identifier: 'x@example.com' },
    });
    expect(await readError(banned)).toMatchObject({ code: 'user_banned' });
  });

  it('has users by a number or a username only, and they sign in by it', async () => {
    const people = [{ phoneNumbers: ['+12025550143'] }, { username: 'dorothy' }];
    const settings = { phoneNumber: 'optional', username: 'optional' };
    const users = people.map((person) => ({ ...person, password: 'Orbit-1962' }));
    expect((await post('/seed', { users, settings })).status).toBe(200);
    for (const identifier of ['+12025550143', 'dorothy'])
      await createFrontendClient(emulator).signIn({ emailAddress: identifier, password: 'Orbit-1962' });
    expect((await readUsers()).slice(2)).toMatchObject([
      { identifier: '+12025550143', emailAddress: '', activeSessions: 1 },
      { identifier: 'dorothy', emailAddress: '', activeSessions: 1 },
    ]);
  });

  it.each([
    [{}, 'users'],
    [{ users: [{ emailAddresses: [] }] }, 'users.0.emailAddresses'],
    [{ users: [{ firstName: 'Nobody' }] }, 'users.0'],
    [{ users: [mary], settings: { usernameMaximumLength: 3 } }, 'settings.usernameMaximumLength'],
    [{ users: [mary, { emailAddresses: ['not an address'] }] }, 'users.1.emailAddresses.0'],
    [{ users: [{ ...mary, id: 'mary' }] }, 'users.0.id'],
    [{ users: [{ ...mary, pasword: 'x' }] }, 'users.0.pasword'],
    [{ users: [mary, { ...mary, id: 'user_2', externalId: null }] }, 'users.1.emailAddresses'],
    [{ users: [mary, { ...mary, emailAddresses: ['y@example.com'], externalId: null }] }, 'users.1.id'],
    [{ users: [mary, { ...mary, id: 'user_2', emailAddresses: ['y@example.com'] }] }, 'users.1.externalId'],
    [{ users: [mary, { emailAddresses: [ada.emailAddress] }] }, 'users.1.emailAddresses'],
  ])('with a fault is refused as a whole: %j, naming %s', async (body, parameter) => {
    expect(await readError(await post('/seed', body))).toMatchObject({ status: 400, parameter });
    expect(await readUsers()).toHaveLength(2);
  });

  it('that is no JSON is refused', async () => {
    const response = await fetch(`${emulator.url}/_emulator/seed`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"users": [',
    });
    expect(await readError(response)).toMatchObject({ status: 400, code: 'request_body_invalid' });
  });
});

describe('a seed file', () => {
  const writeSeed = async (text: string) => {
    const path = join(await makeTemporaryFolder(), 'seed.json');
    await writeFile(path, text);
    return path;
  };

  it('is what the emulator starts with, and goes back to', async () => {
    const seed = await readSeedFile(await writeSeed(JSON.stringify({ users: [mary] })));
    if (!seed.ok) throw new Error(seed.error);
    await restart({ seed: seed.data });
    expect(await (await fetch(`${emulator.url}/_emulator`)).json()).toMatchObject({ demoAccounts: [] });
    await callBackend(emulator, '/users/user_mary', { method: 'DELETE' });
    expect(await (await post('/reset')).json()).toStrictEqual({ users: 1 });
    expect(await readUsers()).toMatchObject([{ id: 'user_mary', emailAddress: 'mary@example.com' }]);
  });

  it.each([
    ['{', 'it is not JSON.'],
    ['[]', 'it is not a JSON object.'],
    ['{"users":[{"emailAddresses":"a@example.com"}]}', '`users.0.emailAddresses` must be a `array`.'],
    ['{"user":[]}', 'users must be included.'],
    ['{"users":[{}]}', 'users.0 needs emailAddresses, phoneNumbers or a username.'],
    [
      '{"users":[],"settings":{"usernameMinimumLength":9,"usernameMaximumLength":8}}',
      'settings.usernameMinimumLength contradicts: usernameMinimumLength must not be more than usernameMaximumLength.',
    ],
  ])('that holds %s is refused in one line', async (text, reason) => {
    const path = await writeSeed(text);
    expect(await readSeedFile(path)).toStrictEqual({
      ok: false,
      error: `cannot use the seed file ${path}: ${reason}`,
    });
  });

  it('that is not there is refused in one line', async () => {
    const folder = await makeTemporaryFolder();
    expect(await readSeedFile(join(folder, 'seed.json'))).toMatchObject({
      ok: false,
      error: expect.stringMatching(/no such file\.$/),
    });
    expect(await readSeedFile(folder)).toMatchObject({
      ok: false,
      error: expect.stringMatching(/\(EISDIR\)/),
    });
  });
});

it('a reset undoes all but the signing key: users, sessions, mail, clock, faults, requests', async () => {
  const keys = await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json();
  const client = createFrontendClient(emulator);
  const { user } = await client.signIn(ada);
  await callBackend(emulator, `/users/${user.id}`, { method: 'DELETE' });
  await createFrontendClient(emulator).post('/client/sign_ins', {
    identifier: grace.emailAddress,
    strategy: 'email_code',
  });
  await call('PUT', '/clock', { offsetMilliseconds: days(3) });
  await call('PUT', '/faults', { rules: [{ kind: 'drop' }] });
  expect(await (await post('/reset')).json()).toStrictEqual({ users: 2 });
  expect(await (await call('GET', '/clock')).json()).toMatchObject({ mode: 'real' });
  expect(await (await call('GET', '/faults')).json()).toStrictEqual({ rules: [] });
  expect(await (await call('GET', '/requests')).json()).toStrictEqual({ requests: [] });
  expect(await readOutbox(emulator)).toStrictEqual([]);
  expect((await client.readClient()).sessions).toStrictEqual([]);
  expect(await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json()).toStrictEqual(keys);
  expect((await createFrontendClient(emulator).signIn(ada)).status).toBe('active');
});

describe('a snapshot', () => {
  it('brings back users, sessions, clients and mail as they were', async () => {
    await createFrontendClient(emulator).signIn(ada);
    await createFrontendClient(emulator).post('/client/sign_ins', {
      identifier: grace.emailAddress,
      strategy: 'email_code',
    });
    const code = await readCode(emulator, grace.emailAddress);
    const snapshot = await (await call('GET', '/snapshot')).json();
    await post('/reset');
    expect(await readOutbox(emulator)).toStrictEqual([]);
    expect(await (await call('PUT', '/snapshot', snapshot)).json()).toStrictEqual({ users: 2 });
    expect(await (await call('GET', '/snapshot')).json()).toStrictEqual(snapshot);
    expect(await readCode(emulator, grace.emailAddress)).toBe(code);
  });

  it('keeps the client tokens of its clients working', async () => {
    const client = createFrontendClient(emulator);
    const session = await client.signIn(ada);
    const { token } = client;
    const snapshot = await (await call('GET', '/snapshot')).json();
    await client.request('/client/sessions', { method: 'DELETE' });
    await call('PUT', '/snapshot', snapshot);
    client.token = token;
    expect((await client.readClient()).sessions).toMatchObject([{ id: session.id, status: 'active' }]);
  });

  it('holds neither keys nor passwords', async () => {
    const text = await (await call('GET', '/snapshot')).text();
    expect(text).not.toContain('PRIVATE KEY');
    expect(text).not.toContain(ada.password);
  });

  it('without an initial set of roles is refused', async () => {
    const snapshot = await (await call('GET', '/snapshot')).json();
    const organizations = { ...snapshot.organizations, roleSets: [] };
    expect(await readError(await call('PUT', '/snapshot', { ...snapshot, organizations }))).toMatchObject({
      status: 400,
      parameter: 'organizations.roleSets',
    });
  });

  it.each([
    [{}, 'version'],
    [{ version: 1, users: [{}], clients: [], sessions: [], messages: [] }, 'users.0.id'],
    [{ version: 1, users: [], clients: [], sessions: [], messages: [], signingKey: {} }, 'signingKey'],
  ])('that is none (%j) is refused, naming %s, and changes nothing', async (body, parameter) => {
    expect(await readError(await call('PUT', '/snapshot', body))).toMatchObject({ status: 400, parameter });
    expect(await readUsers()).toHaveLength(2);
  });
});
