import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, callControl, createFrontendClient, readError } from './harness.ts';

const { emulator, restart } = setUpEmulator();

const keysSchema = z.object({
  keys: z.array(z.strictObject({ kid: z.string(), state: z.enum(['signing', 'published', 'removed']) })),
});

async function callKeys(method: string, path = '', body?: unknown) {
  const response = await callControl(emulator, method, `/keys${path}`, body);
  if (!response.ok) throw Object.assign(new Error('refused'), { response });
  return keysSchema.parse(await response.json()).keys;
}
const rotate = (body?: unknown) => callKeys('POST', '/rotate', body);

async function verify(token: string): Promise<string | undefined> {
  const keySet = await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json();
  return jwtVerify(token, createLocalJWKSet(keySet)).then(
    ({ protectedHeader }) => protectedHeader.kid,
    () => undefined,
  );
}

async function signIn() {
  const client = createFrontendClient(emulator);
  const session = await client.signIn(ada);
  const getToken = async () => {
    const response = await client.call(`/client/sessions/${session.id}/tokens`, { method: 'POST' });
    return z.object({ jwt: z.string() }).parse(await response.json()).jwt;
  };
  return { client, session, getToken };
}

it('a rotation signs with a new key; tokens of the old one still verify, and nobody is signed out', async () => {
  const { client, session, getToken } = await signIn();
  const old = await getToken();
  const [before] = await callKeys('GET');
  const keys = await rotate();
  expect(keys.map(({ state }) => state)).toStrictEqual(['signing', 'published']);
  expect(keys[1]?.kid).toBe(before?.kid);
  expect(await verify(await getToken())).toBe(keys[0]?.kid);
  expect(await verify(old)).toBe(before?.kid);
  expect((await client.readClient()).sessions).toMatchObject([{ id: session.id }]);
  const backendKeySet = await (await callBackend(emulator, '/jwks')).json();
  expect(backendKeySet).toStrictEqual(await (await fetch(`${emulator.url}/.well-known/jwks.json`)).json());
});

it('a key leaves the key set at once or later; sign-ins go on either way', async () => {
  const { client, session, getToken } = await signIn();
  const first = await getToken();
  expect((await rotate({ removeOld: true })).map(({ state }) => state)).toStrictEqual(['signing', 'removed']);
  expect(await verify(first)).toBeUndefined();

  const second = await getToken();
  const [, published] = await rotate();
  expect(await verify(second)).toBe(published?.kid);
  await callKeys('DELETE', `/${published?.kid}`);
  expect(await verify(second)).toBeUndefined();
  expect((await client.readClient()).sessions).toMatchObject([{ id: session.id }]);
});

it('the public key that the emulator names is the signing one', async () => {
  const readPem = async () => (await (await fetch(`${emulator.url}/_emulator`)).json()).jwtKey;
  const before = await readPem();
  await rotate();
  expect(await readPem()).not.toBe(before);
});

it('the signing key cannot be removed, an unknown one is not found, an unknown option is refused', async () => {
  const [signing] = await callKeys('GET');
  for (const [method, path, body, expected] of [
    ['DELETE', `/${signing?.kid}`, undefined, { status: 400, code: 'key_in_use' }],
    ['DELETE', '/ins_none', undefined, { status: 404 }],
    ['POST', '/rotate', { removeAll: true }, { status: 400, parameter: 'removeAll' }],
  ] as const) {
    const refusal: unknown = await callKeys(method, path, body).catch((error: unknown) => error);
    const { response } = z.object({ response: z.instanceof(Response) }).parse(refusal);
    expect(await readError(response)).toMatchObject(expected);
  }
  expect(await callKeys('GET')).toStrictEqual([signing]);
});

it('keys are kept in the data folder', async () => {
  const dataDir = await makeTemporaryFolder();
  await restart({ dataDir });
  const { client, session, getToken } = await signIn();
  const old = await getToken();
  const keys = await rotate();
  await restart({ dataDir });
  expect(await callKeys('GET')).toStrictEqual(keys);
  expect(await verify(old)).toBe(keys[1]?.kid);
  const again = createFrontendClient(emulator);
  again.token = client.token;
  expect((await again.readClient()).sessions).toMatchObject([{ id: session.id }]);
});
