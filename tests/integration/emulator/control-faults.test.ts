import { expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, callControl, createFrontendClient, readError } from './harness.ts';

const { emulator } = setUpEmulator();

const callFaults = (method: string, body?: unknown) => callControl(emulator, method, '/faults', body);
async function setRules(...rules: object[]): Promise<void> {
  expect((await callFaults('PUT', { rules })).status).toBe(200);
}
const get = (path: string, init: RequestInit = {}) => fetch(`${emulator.url}${path}`, init);

it("answers 429 with Retry-After in Clerk's shape, readable by a page of another origin", async () => {
  await setRules({
    kind: 'status',
    status: 429,
    retryAfterSeconds: 7,
    api: 'frontend',
    method: 'POST',
    times: 1,
  });
  const client = createFrontendClient(emulator);
  const limited = await client.call('/client/sign_ins', { form: { identifier: ada.emailAddress } });
  expect(limited.headers.get('retry-after')).toBe('7');
  expect(limited.headers.get('access-control-allow-origin')).toBe('frontdesk://app');
  expect(limited.headers.get('access-control-expose-headers')).toContain('retry-after');
  expect(await readError(limited)).toMatchObject({ status: 429, code: 'too_many_requests' });
  expect((await client.signIn(ada)).status).toBe('active');
});

it('strikes the API that is named and no other', async () => {
  await setRules(
    { kind: 'status', status: 503, api: 'backend' },
    { kind: 'status', status: 500, api: 'jwks' },
  );
  expect((await get('/v1/environment')).status).toBe(200);
  const backend = await callBackend(emulator, '/users');
  expect(backend.headers.get('access-control-allow-origin')).toBeNull();
  expect(await readError(backend)).toMatchObject({ status: 503 });
  expect(await readError(await callBackend(emulator, '/jwks'))).toMatchObject({ status: 500 });
  expect(await readError(await get('/.well-known/jwks.json'))).toMatchObject({
    code: 'internal_clerk_error',
  });
});

it('knows a method that clerk-js names in the query', async () => {
  await setRules({ kind: 'status', status: 500, method: 'DELETE' });
  const client = createFrontendClient(emulator);
  await client.signIn(ada);
  expect((await client.call('/client/sessions', { method: 'DELETE' })).status).toBe(500);
  expect((await client.readClient()).sessions).toHaveLength(1);
});

it('drops connections', async () => {
  await setRules({ kind: 'drop' });
  await expect(get('/v1/environment')).rejects.toThrow();
});

it('never answers what hangs', async () => {
  await setRules({ kind: 'hang', times: 1 });
  await expect(get('/v1/environment', { signal: AbortSignal.timeout(200) })).rejects.toThrow('timeout');
  expect((await get('/v1/environment')).status).toBe(200);
});

it('delays, and then answers as ever', async () => {
  await setRules({ kind: 'latency', milliseconds: 150 });
  const startedAt = performance.now();
  expect((await get('/v1/environment')).status).toBe(200);
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
});

it('leaves the control endpoints, the page and preflights alone', async () => {
  await setRules({ kind: 'drop', path: '*' });
  for (const path of ['/', '/_emulator', '/_emulator/outbox']) expect((await get(path)).status).toBe(200);
  expect(
    (await get('/v1/client', { method: 'OPTIONS', headers: { Origin: 'frontdesk://app' } })).status,
  ).toBe(204);
  expect(await (await callFaults('GET')).json()).toStrictEqual({
    rules: [{ kind: 'drop', path: '*', rate: 1, struck: 0 }],
  });
  expect(await (await callFaults('DELETE')).json()).toStrictEqual({ rules: [] });
  expect((await get('/v1/environment')).status).toBe(200);
});

it.each([
  [{}, 'rules'],
  [{ rules: [{ kind: 'explode' }] }, 'rules.0.kind'],
  [{ rules: [{ kind: 'drop' }, { kind: 'latency' }] }, 'rules.1.milliseconds'],
  [{ rules: [{ kind: 'latency', milliseconds: 60_001 }] }, 'rules.0.milliseconds'],
  [{ rules: [{ kind: 'status', status: 200 }] }, 'rules.0.status'],
  [{ rules: [{ kind: 'drop', rate: 2 }] }, 'rules.0.rate'],
  [{ rules: [{ kind: 'drop', times: 0 }] }, 'rules.0.times'],
  [{ rules: [{ kind: 'drop', path: 'v1/client' }] }, 'rules.0.path'],
  [{ rules: [{ kind: 'drop', api: 'control' }] }, 'rules.0.api'],
  [{ rules: [{ kind: 'drop', method: 'post' }] }, 'rules.0.method'],
  [{ rules: [{ kind: 'drop', pth: '/v1' }] }, 'rules.0.pth'],
])('refuses %j, naming %s, and keeps the rules it had', async (body, parameter) => {
  await setRules({ kind: 'latency', milliseconds: 0 });
  expect(await readError(await callFaults('PUT', body))).toMatchObject({ status: 400, parameter });
  expect(await (await callFaults('GET')).json()).toMatchObject({ rules: [{ kind: 'latency' }] });
});
