import { beforeEach, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, readClaims, readError } from './harness.ts';
import { createOrganization, enableOrganizations, signInAs } from './organization-steps.ts';

let organizationId: string;
let cookie: string;

const redirectUrl = 'http://localhost:3000/';
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${emulator.url}/v1${path}`, { redirect: 'manual', ...init });

const { emulator } = setUpEmulator();
beforeEach(async () => {
  await enableOrganizations(emulator);
  organizationId = await createOrganization((await signInAs(emulator, ada)).client);
  const headers = { Origin: 'http://localhost:3000' };
  const body = new URLSearchParams({ identifier: ada.emailAddress, password: ada.password });
  const answer = await ask('/client/sign_ins', { method: 'POST', headers, body });
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
});

/** The organisation in the session token that a handshake sends along. */
async function shakeHands(parameters: Record<string, string>): Promise<unknown> {
  const query = new URLSearchParams({ redirect_url: redirectUrl, ...parameters });
  const response = await ask(`/client/handshake?${query}`, { headers: { cookie } });
  const location = new URL(response.headers.get('location') ?? '');
  const { handshake } = readClaims(location.searchParams.get('__clerk_handshake') ?? '');
  const directives = Array.isArray(handshake) ? handshake.map(String) : [];
  const session = directives.find((line) => line.startsWith('__session='))?.slice('__session='.length) ?? '';
  return Object(readClaims(session).o).id;
}

it('a handshake chooses the organization that it names, by id or slug, and the personal account by nothing', async () => {
  expect(await shakeHands({})).toBeUndefined();
  expect(await shakeHands({ organization_id: 'analytical-society' })).toBe(organizationId);
  expect(await shakeHands({})).toBe(organizationId);
  expect(await shakeHands({ organization_id: '' })).toBeUndefined();
  expect(await shakeHands({ organization_id: organizationId })).toBe(organizationId);
});

it('a handshake changes nothing for an organization that cannot be chosen', async () => {
  await shakeHands({ organization_id: organizationId });
  expect(await shakeHands({ organization_id: 'org_of_somebody_else' })).toBe(organizationId);
});

it('a handshake knows two formats', async () => {
  const query = new URLSearchParams({ redirect_url: redirectUrl, format: 'smoke' });
  expect(await readError(await ask(`/client/handshake?${query}`))).toMatchObject({
    status: 422,
    parameter: 'format',
  });
});
