import { beforeEach, describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada } from './harness.ts';
import { createOrganization, enableOrganizations } from './organization-steps.ts';

const { client, emulator } = setUpEmulator();
beforeEach(async () => {
  await client.signIn(ada);
});

describe('a picture', () => {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const send = (path: string, text: string, method = 'POST') =>
    fetch(`${emulator.url}/v1${path}?_is_native=1&_method=${method}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${client.token}`, 'Content-Type': 'application/octet-stream' },
      body: text,
    });

  it.each([
    ['bare', png],
    ['as a data URL', `data:image/png;base64,${png}`],
  ])('may be sent as base64 text, %s', async (_name, text) => {
    expect((await send('/me/profile_image', text)).status).toBe(200);
    expect((await client.request('/me')).object).toMatchObject({ has_image: true });
  });

  it('that is none is refused, and so is any other body of that type', async () => {
    expect((await send('/me/profile_image', 'bm8gcGljdHVyZQ==')).status).toBe(415);
    expect((await send('/me/totp', png)).status).toBe(415);
  });

  it('may be the logo of an organization', async () => {
    await enableOrganizations(emulator);
    const id = await createOrganization(client);
    expect((await send(`/organizations/${id}/logo`, png, 'PUT')).status).toBe(200);
    expect((await client.request(`/organizations/${id}`)).object).toMatchObject({ has_image: true });
  });
});
