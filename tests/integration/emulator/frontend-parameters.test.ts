import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createControlClient } from '../../../src-emulator/control-client.ts';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import {
  ada,
  createFrontendClient,
  type FrontendClient,
  grace,
  readClaims,
  readCode,
  readError,
  readOutbox,
  startEmulator,
} from './harness.ts';
import {
  activate,
  createOrganization,
  enableOrganizations,
  readPage,
  signInAs,
} from './organization-steps.ts';

let emulator: Emulator;
let client: FrontendClient;

beforeEach(async () => {
  emulator = await startEmulator();
  client = createFrontendClient(emulator);
});
afterEach(() => emulator.close());

const settings = (changes: Parameters<ReturnType<typeof createControlClient>['changeSettings']>[0]) =>
  createControlClient(emulator.url).changeSettings(changes);
const phoneSchema = z.looseObject({ id: z.string(), backup_codes: z.array(z.string()).nullable() });

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
    await client.signIn(ada);
    expect((await send('/me/profile_image', text)).status).toBe(200);
    expect((await client.request('/me')).object).toMatchObject({ has_image: true });
  });

  it('that is none is refused, and so is any other body of that type', async () => {
    await client.signIn(ada);
    expect((await send('/me/profile_image', 'bm8gcGljdHVyZQ==')).status).toBe(415);
    expect((await send('/me/totp', png)).status).toBe(415);
  });

  it('may be the logo of an organization', async () => {
    await enableOrganizations(emulator);
    await client.signIn(ada);
    const id = await createOrganization(client);
    expect((await send(`/organizations/${id}/logo`, png, 'PUT')).status).toBe(200);
    expect((await client.request(`/organizations/${id}`)).object).toMatchObject({ has_image: true });
  });
});

describe('a phone number that is added for the second step', () => {
  it('is one from its verification on, which shows the backup codes, and never the primary number', async () => {
    await settings({ phoneNumber: 'optional', phoneSecondFactor: true });
    await client.signIn(ada);
    const added = await client.post('/me/phone_numbers', {
      phone_number: '+12025550199',
      reserved_for_second_factor: 'true',
    });
    expect(added.object).toMatchObject({ reserved_for_second_factor: true, verification: null });
    expect((await client.request('/me')).object).toMatchObject({ two_factor_enabled: false });
    const path = `/me/phone_numbers/${added.object.id}`;
    await client.post(`${path}/prepare_verification`, { strategy: 'phone_code' });
    const { object } = await client.post(`${path}/attempt_verification`, {
      code: await readCode(emulator, '+12025550199'),
    });
    expect(phoneSchema.parse(object).backup_codes).not.toHaveLength(0);
    expect((await client.request('/me')).object).toMatchObject({
      two_factor_enabled: true,
      primary_phone_number_id: null,
    });
  });

  it('is refused where there is no such step', async () => {
    await settings({ phoneNumber: 'optional' });
    await client.signIn(ada);
    const form = { phone_number: '+12025550199', reserved_for_second_factor: 'true' };
    expect(await readError(await client.call('/me/phone_numbers', { form }))).toMatchObject({
      status: 422,
      parameter: 'reserved_for_second_factor',
    });
  });
});

describe('a sign-up by the one field for both', () => {
  it.each([
    ['newcomer@example.com', { email_address: 'newcomer@example.com', phone_number: null }],
    ['+1 (202) 555-0123', { email_address: null, phone_number: '+12025550123' }],
  ])('takes %s for what it is', async (text, expected) => {
    await settings({ emailAddress: 'optional', phoneNumber: 'optional' });
    const { object } = await client.post('/client/sign_ups', { email_address_or_phone_number: text });
    expect(object).toMatchObject(expected);
  });

  it('refuses what is neither', async () => {
    const form = { email_address_or_phone_number: 'neither' };
    expect(await readError(await client.call('/client/sign_ups', { form }))).toMatchObject({
      status: 422,
      parameter: 'email_address_or_phone_number',
    });
  });
});

describe('a reset code', () => {
  const newPassword = 'Difference-Engine-1822';
  const reset = async () => {
    const { object } = await client.post('/client/sign_ins', {
      identifier: ada.emailAddress,
      strategy: 'reset_password_email_code',
    });
    const code = await readCode(emulator, ada.emailAddress);
    return (password: string) =>
      client.call(`/client/sign_ins/${object.id}/attempt_first_factor`, {
        form: { strategy: 'reset_password_email_code', code, password },
      });
  };

  it('that comes with the new password sets it, and signs in', async () => {
    const attempt = await reset();
    const body = z
      .looseObject({ response: z.looseObject({ status: z.string() }) })
      .parse(await (await attempt(newPassword)).json());
    expect(body.response.status).toBe('complete');
    const other = createFrontendClient(emulator);
    await expect(other.signIn({ ...ada, password: newPassword })).resolves.toBeDefined();
  });

  it('is not used up by a password that is refused', async () => {
    const attempt = await reset();
    expect(await readError(await attempt('short'))).toMatchObject({ status: 422, parameter: 'password' });
    expect((await attempt(newPassword)).status).toBe(200);
  });
});

describe("a session's organization", () => {
  it('may be chosen by its slug, and is kept by its id', async () => {
    await enableOrganizations(emulator);
    const { client: member, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(member, 'Analytical Society');
    const session = await activate(member, sessionId, 'analytical-society');
    expect(session.last_active_organization_id).toBe(id);
    expect(readClaims(session.last_active_token.jwt).o).toMatchObject({ id });
  });

  it('stays where everybody has to have one', async () => {
    await enableOrganizations(emulator);
    const { client: member, sessionId } = await signInAs(emulator, ada);
    const id = await createOrganization(member);
    await activate(member, sessionId, id);
    await enableOrganizations(emulator, { forceSelection: true });
    expect((await activate(member, sessionId, '')).last_active_organization_id).toBe(id);
    const answer = await member.call(`/client/sessions/${sessionId}/tokens`, {
      form: { organization_id: '' },
    });
    const { jwt } = z.object({ object: z.literal('token'), jwt: z.string() }).parse(await answer.json());
    expect(readClaims(jwt).o).toMatchObject({ id });
  });
});

describe("lists of what is one's own", () => {
  it.each(['/me/email_addresses', '/me/phone_numbers'])('come without an envelope: %s', async (path) => {
    await settings({ phoneNumber: 'optional' });
    await client.signIn(ada);
    expect(await (await client.call(path)).json()).toBeInstanceOf(Array);
  });
});

describe('what a verification has to be told', () => {
  it('includes the level', async () => {
    const { id } = await client.signIn(ada);
    expect(await readError(await client.call(`/client/sessions/${id}/verify`, { form: {} }))).toMatchObject({
      status: 422,
      code: 'form_param_missing',
      parameter: 'level',
    });
  });
});

describe('an organization', () => {
  it('can invite without a mail', async () => {
    await enableOrganizations(emulator);
    await client.signIn(ada);
    const path = `/organizations/${await createOrganization(client)}/invitations`;
    await client.post(path, { email_address: 'quiet@example.com', role: 'org:member', notify: 'false' });
    await client.call(`${path}/bulk`, {
      form: { email_address: 'still@example.com', role: 'org:member', notify: 'false' },
    });
    await client.post(path, { email_address: 'loud@example.com', role: 'org:member' });
    expect((await readOutbox(emulator)).map(({ to }) => to)).toStrictEqual(['loud@example.com']);
    expect((await readPage(client, path)).total_count).toBe(3);
  });

  it('lists its domains by whether they are verified', async () => {
    await enableOrganizations(emulator, { domains: true });
    await client.signIn(ada);
    const path = `/organizations/${await createOrganization(client)}/domains`;
    await client.post(path, { name: 'open.example' });
    const { object } = await client.post(path, { name: 'proved.example' });
    await client.post(`${path}/${object.id}/prepare_affiliation_verification`, {
      affiliation_email_address: 'ada@proved.example',
    });
    await client.post(`${path}/${object.id}/attempt_affiliation_verification`, {
      code: await readCode(emulator, 'ada@proved.example'),
    });
    const list = async (verified: string) =>
      (await readPage(client, `${path}?verified=${verified}`)).data.map(({ name }) => name);
    expect(await list('true')).toStrictEqual(['proved.example']);
    expect(await list('false')).toStrictEqual(['open.example']);
  });
});

describe('a passkey', () => {
  it('keeps its name when none is given', async () => {
    await settings({ passkeys: true });
    await client.signIn(ada);
    const { object } = await client.post('/me/passkeys');
    const answer = await client.request(`/me/passkeys/${object.id}`, { method: 'PATCH', form: { name: '' } });
    expect(answer.object.name).toBe(object.name);
  });
});

describe("a browser of development's older name", () => {
  it('is the same browser', async () => {
    const post = (path: string, body?: URLSearchParams) =>
      fetch(`${emulator.url}/v1${path}`, { method: 'POST', ...(body ? { body } : {}) });
    const { id } = z.looseObject({ id: z.string() }).parse(await (await post('/dev_browser')).json());
    const form = new URLSearchParams({ identifier: grace.emailAddress, password: grace.password });
    expect((await post(`/client/sign_ins?__dev_session=${id}`, form)).status).toBe(200);
    const known = await fetch(`${emulator.url}/v1/client?__clerk_db_jwt=${id}`);
    expect(await known.json()).toMatchObject({ response: { sessions: [{ status: 'active' }] } });
  });
});
