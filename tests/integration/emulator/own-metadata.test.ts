import { beforeEach, describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, readError } from './harness.ts';

const { client } = setUpEmulator();
beforeEach(async () => {
  await client.signIn(ada);
});

const merge = (change: unknown) =>
  client.call('/me/metadata', { method: 'PATCH', form: { unsafe_metadata: JSON.stringify(change) } });
const readMetadata = async () => (await client.request('/me')).object.unsafe_metadata;

describe("a user's own metadata", () => {
  it('is merged at every level, and loses the keys that are sent as null', async () => {
    await merge({ theme: { dark: true, size: 2 }, plan: 'trial' });
    expect((await merge({ theme: { size: 3 } })).status).toBe(200);
    expect(await readMetadata()).toStrictEqual({ theme: { dark: true, size: 3 }, plan: 'trial' });
    await merge({ theme: { dark: null }, plan: null });
    expect(await readMetadata()).toStrictEqual({ theme: { size: 3 } });
  });

  it('is refused when all of it would be more than 8 KB, and stays as it was', async () => {
    await merge({ one: 'x'.repeat(5000) });
    expect(await readError(await merge({ two: 'x'.repeat(5000) }))).toMatchObject({
      status: 422,
      parameter: 'unsafe_metadata',
    });
    expect(Object.keys(Object(await readMetadata()))).toStrictEqual(['one']);
  });

  it('is measured in bytes, whatever the alphabet', async () => {
    const texts = (count: number) => ({ text: 'é'.repeat(count) });
    expect((await merge(texts(4000))).status).toBe(200);
    expect((await merge(texts(4100))).status).toBe(422);
  });

  it('is refused when it is nested deeper than anybody can walk', async () => {
    const nested = (levels: number) => `${'{"in":'.repeat(levels)}{}${'}'.repeat(levels)}`;
    const send = (levels: number) =>
      client.call('/me/metadata', { method: 'PATCH', form: { unsafe_metadata: nested(levels) } });
    expect((await send(50)).status).toBe(200);
    expect(await readError(await send(2000))).toMatchObject({ status: 422, parameter: 'unsafe_metadata' });
  });

  it.each([
    ['2026-05-12', 422],
    ['2026-08-20', 422],
    ['2025-11-10', 200],
  ])('is no part of the profile for a client of version %s (%i)', async (version, status) => {
    const answer = await client.call(`/me?__clerk_api_version=${version}`, {
      method: 'PATCH',
      form: { unsafe_metadata: '{"plan":"trial"}' },
    });
    expect(answer.status).toBe(status);
    expect(await readMetadata()).toStrictEqual(status === 200 ? { plan: 'trial' } : {});
  });
});
