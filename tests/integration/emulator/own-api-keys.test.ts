import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, grace } from './harness.ts';

let token: string;
let subject: string;

const { client, control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  await control.changeSettings({ userApiKeys: true });
  const session = await client.signIn(ada);
  token = session.last_active_token?.jwt ?? '';
  subject = session.user.id;
});

const ask = (path: string, method: string, body: unknown) =>
  fetch(`${emulator.url}/api_keys${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
const create = (fields: object) => ask('', 'POST', { name: 'Laptop', subject, ...fields });
const keySchema = z.looseObject({ id: z.string(), name: z.string(), description: z.string().nullable() });
const readKey = async (response: Response) => keySchema.parse(await response.json());

describe("a user's own API key", () => {
  it('gets another description, and nothing else', async () => {
    const { id } = await readKey(await create({ description: 'Old' }));
    expect(await readKey(await ask(`/${id}`, 'PATCH', { description: 'New' }))).toMatchObject({
      id,
      name: 'Laptop',
      description: 'New',
    });
    expect((await readKey(await ask(`/${id}`, 'PATCH', { description: null }))).description).toBeNull();
    expect((await ask(`/${id}`, 'PATCH', { scopes: ['all'] })).status).toBe(400);
  });

  it('changes as well by a request that names its method, as clerk-js sends them', async () => {
    const { id } = await readKey(await create({}));
    const response = await ask(`/${id}?_method=PATCH`, 'POST', { description: 'New' });
    expect((await readKey(response)).description).toBe('New');
  });

  it.each([{ scopes: ['all'] }, { claims: { admin: true } }, { created_by: 'user_other' }])(
    'cannot be made with %j, which is for the backend',
    async (fields) => {
      expect((await create(fields)).status).toBe(400);
    },
  );

  it("is no other user's to change", async () => {
    const other = await findUser(clerk, grace.emailAddress);
    const made = await callBackend(emulator, '/api_keys', {
      method: 'POST',
      body: { name: 'Hers', subject: other.id },
    });
    const { id } = await readKey(made);
    expect((await ask(`/${id}`, 'PATCH', { description: 'Mine' })).status).toBe(404);
  });
});
