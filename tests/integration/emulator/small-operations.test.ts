import { expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, createFrontendClient, grace, readError } from './harness.ts';

const { emulator } = setUpEmulator();

const read = async (path: string): Promise<unknown> => (await fetch(`${emulator.url}${path}`)).json();

const usersSchema = z.array(z.looseObject({ id: z.string(), banned: z.boolean() }));

const askAsBackend = (path: string, body?: unknown) =>
  fetch(`${emulator.url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const readUsers = async () => usersSchema.parse(await (await askAsBackend('/users')).json());

it('tells that it is healthy, and that it has no account portal', async () => {
  expect(await read('/v1/health')).toStrictEqual({ status: 'healthy' });
  expect(await read('/v1/account_portal')).toMatchObject({ enabled: false, allowed: false });
});

it('has no native applications', async () => {
  expect(await read('/.well-known/assetlinks.json')).toStrictEqual([]);
  expect(await read('/.well-known/apple-app-site-association')).toMatchObject({
    webcredentials: { apps: [] },
  });
});

it('makes a browser forget what it keeps', async () => {
  const response = await fetch(`${emulator.url}/v1/clear-site-data`);
  expect([response.status, response.headers.get('clear-site-data')]).toStrictEqual([200, '"*"']);
});

it('lists all sessions of who is signed in, the latest first and those that are over as well', async () => {
  const earlier = createFrontendClient(emulator);
  const first = await earlier.signIn(ada);
  await earlier.post(`/client/sessions/${first.id}/end`);
  await createFrontendClient(emulator).signIn(grace);
  const client = createFrontendClient(emulator);
  const second = await client.signIn(ada);
  expect(await (await client.call('/me/sessions')).json()).toMatchObject([
    { id: second.id, status: 'active' },
    { id: first.id, status: 'ended', last_active_token: null },
  ]);
});

it('removes the own password, once, and after a check of the current one', async () => {
  const client = createFrontendClient(emulator);
  await client.signIn(ada);
  const remove = (form: Record<string, string>) => client.call('/me/remove_password', { form });
  expect(await readError(await remove({ current_password: 'not-the-one' }))).toMatchObject({
    status: 422,
    code: 'form_password_incorrect',
  });
  expect(await (await remove({ current_password: ada.password })).json()).toMatchObject({
    response: { password_enabled: false },
  });
  expect(await readError(await remove({}))).toMatchObject({ status: 400, code: 'no_password_set' });
});

it('bans several users at once, and lifts it', async () => {
  const ids = (await readUsers()).slice(0, 2).map(({ id }) => id);
  const banned = usersSchema.parse(await (await askAsBackend('/users/ban', { user_ids: ids })).json());
  expect(banned.map(({ id, banned }) => [id, banned])).toStrictEqual(ids.map((id) => [id, true]));
  expect((await readUsers()).filter((user) => user.banned)).toHaveLength(ids.length);
  await askAsBackend('/users/unban', { user_ids: ids });
  expect((await readUsers()).filter((user) => user.banned)).toStrictEqual([]);
});

it('bans nobody when one of them is unknown', async () => {
  const [user] = await readUsers();
  const refused = await askAsBackend('/users/ban', { user_ids: [user?.id, 'user_nobody'] });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect((await readUsers()).filter(({ banned }) => banned)).toStrictEqual([]);
});
