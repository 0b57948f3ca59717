import { expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { callBackend, readError } from './harness.ts';

const { emulator } = setUpEmulator();

const rowSchema = z.looseObject({ id: z.string(), name: z.string().optional() });
const send = async (method: string, path: string, body: unknown) =>
  rowSchema.parse(await (await callBackend(emulator, path, { method, body })).json());
const refuse = async (method: string, path: string, body?: unknown) =>
  readError(await callBackend(emulator, path, { method, body }));
const namesOf = async (path: string) =>
  z
    .object({ data: z.array(rowSchema), total_count: z.number() })
    .parse(await (await callBackend(emulator, path)).json())
    .data.map(({ name }) => name);

it('machines are found by their whole id or by part of their name', async () => {
  const { id } = await send('POST', '/machines', { name: 'Importer' });
  await send('POST', '/machines', { name: 'Exporter' });
  expect(await namesOf(`/machines?query=${id}`)).toStrictEqual(['Importer']);
  expect(await namesOf('/machines?query=mch_')).toStrictEqual([]);
  expect(await namesOf('/machines?query=PORT')).toStrictEqual(['Exporter', 'Importer']);
  expect(await namesOf('/machines?query=&order_by=+name')).toStrictEqual(['Exporter', 'Importer']);
  expect(await refuse('POST', '/machines', { name: 'x'.repeat(256) })).toMatchObject({
    status: 422,
    parameter: 'name',
  });
});

it('API keys are changed without their subject, too', async () => {
  const subject = `mch_${'x'.repeat(27)}`;
  const { id } = await send('POST', '/api_keys', { name: 'Deploy', subject });
  expect(await send('PATCH', `/api_keys/${id}`, { description: 'of the pipeline' })).toMatchObject({
    description: 'of the pipeline',
    subject,
  });
});

it('OAuth applications take the older callback_url, and the first of several orders', async () => {
  const made = await send('POST', '/oauth_applications', {
    name: 'Older',
    callback_url: 'my-app://callback',
  });
  expect(made).toMatchObject({ callback_url: 'my-app://callback', redirect_uris: ['my-app://callback'] });
  await send('POST', '/oauth_applications', { name: 'Newer', redirect_uris: [], scopes: null });
  expect(await namesOf('/oauth_applications?order_by=name&order_by=created_at')).toStrictEqual([
    'Newer',
    'Older',
  ]);
  expect(await namesOf('/oauth_applications?name_query=OLD')).toStrictEqual(['Older']);
  expect(
    await refuse('POST', '/oauth_applications/access_tokens/verify', { secret: 'oat_none' }),
  ).toMatchObject({
    status: 404,
  });
});

it.each([{}, { access_token: 'oat_one', secret: 'oat_two' }])(
  'to verify an access token, it has to be told which: %j',
  async (body) => {
    const refused = await callBackend(emulator, '/oauth_applications/access_tokens/verify', {
      method: 'POST',
      body,
    });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      errors: [{ code: 'bad_request', long_message: expect.stringMatching(/^Invalid 'access_token': \S/) }],
    });
  },
);

it('domains can have a port, and the instance’s own stays as it is', async () => {
  const satellite = { name: 'localhost:3000', is_satellite: true };
  expect(await send('POST', '/domains', satellite)).toMatchObject(satellite);
  const [primary] = z
    .object({ data: z.array(rowSchema) })
    .parse(await (await callBackend(emulator, '/domains')).json()).data;
  const path = `/domains/${primary?.id}`;
  const code = 'operation_not_allowed_on_primary_domain';
  expect(await refuse('PATCH', path, { name: 'example.com' })).toMatchObject({ status: 400, code });
  expect(await refuse('DELETE', path)).toMatchObject({ status: 403, code });
});
