import { describe, expect, it } from 'vitest';
import { providers } from '../../../src-emulator/identity-provider/providers.ts';
import { defaultSettings } from '../../../src-emulator/state/settings.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import {
  ada,
  callBackend,
  callControl,
  createFrontendClient,
  grace,
  readClaims,
  readCode,
  readError,
} from './harness.ts';

const clock = setUpClock();
const { emulator, restart } = setUpEmulator({ clock: clock.read });

const callSettings = (method: string, body?: unknown) => callControl(emulator, method, '/settings', body);
async function change(changes: object): Promise<void> {
  expect((await callSettings('PATCH', changes)).status).toBe(200);
}
const readEnvironment = async () => (await fetch(`${emulator.url}/v1/environment`)).json();

const defaults = {
  ...defaultSettings,
  sessionTokenSeconds: 60,
  sessionLifetimeSeconds: 604_800,
  sessionMode: 'single',
  signUpMode: 'public',
  passwordMinimumLength: 8,
  firstFactors: ['password', 'email_code'],
};

it("begin with Clerk's defaults, change as given, and go back with a reset", async () => {
  expect(await (await callSettings('GET')).json()).toStrictEqual(defaults);
  await change({ sessionTokenSeconds: 90 });
  expect(await (await callSettings('GET')).json()).toStrictEqual({ ...defaults, sessionTokenSeconds: 90 });
  await callControl(emulator, 'POST', '/reset');
  expect(await (await callSettings('GET')).json()).toStrictEqual(defaults);
});

it.each(['creatorRole', 'domainDefaultRole'])('name with %s a role that there is', async (name) => {
  const settings = { organizations: { [name]: 'org:nobody' } };
  const refusal = { status: 400, parameter: `organizations.${name}` };
  expect(await readError(await callSettings('PATCH', settings))).toMatchObject(refusal);
  expect(
    await readError(await callControl(emulator, 'POST', '/seed', { users: [], settings })),
  ).toMatchObject({ status: 400, parameter: `settings.organizations.${name}` });
  expect(await (await callSettings('GET')).json()).toStrictEqual(defaults);
  await callControl(emulator, 'POST', '/seed', {
    users: [],
    organizationRoles: [{ key: 'org:nobody', name: 'Nobody', permissions: [] }],
    settings,
  });
  expect(await (await callSettings('GET')).json()).toMatchObject(settings);
});

it('are kept in the data folder and in a snapshot, and come with a seed', async () => {
  const dataDir = await makeTemporaryFolder();
  await restart({ dataDir, seed: { users: [], settings: { signUpMode: 'restricted' } } });
  await change({ sessionMode: 'multi' });
  await restart({ dataDir });
  const expected = { ...defaults, sessionMode: 'multi', signUpMode: 'restricted' };
  expect(await (await callSettings('GET')).json()).toStrictEqual(expected);
  const snapshot = await (await fetch(`${emulator.url}/_emulator/snapshot`)).json();
  expect(snapshot).toMatchObject({ settings: expected });
});

const socialStrategies = providers.map(({ strategy }) => strategy);

describe('sessions', () => {
  it('have tokens that live as long as set, unless the Backend API asks for another time', async () => {
    await change({ sessionTokenSeconds: 300 });
    const session = await createFrontendClient(emulator).signIn(ada);
    const { iat, exp } = readClaims(session.last_active_token?.jwt ?? '');
    expect(Number(exp) - Number(iat)).toBe(300);
    const minted = await callBackend(emulator, `/sessions/${session.id}/tokens`, {
      method: 'POST',
      body: { expires_in_seconds: 30 },
    });
    const claims = readClaims((await minted.json()).jwt);
    expect(Number(claims.exp) - Number(claims.iat)).toBe(30);
  });

  it('end as long after the sign-in as set then', async () => {
    await change({ sessionLifetimeSeconds: 120 });
    const client = createFrontendClient(emulator);
    await client.signIn(ada);
    await change({ sessionLifetimeSeconds: 604_800 });
    clock.advance(119_000);
    expect((await client.readClient()).sessions).toHaveLength(1);
    clock.advance(1_000);
    expect((await client.readClient()).sessions).toStrictEqual([]);
  });

  it('are one or several on a client', async () => {
    const client = createFrontendClient(emulator);
    await client.signIn(ada);
    const form = { identifier: grace.emailAddress, password: grace.password };
    expect(await readError(await client.call('/client/sign_ins', { form }))).toMatchObject({
      code: 'session_exists',
    });
    await change({ sessionMode: 'multi' });
    expect(await readEnvironment()).toMatchObject({ auth_config: { single_session_mode: false } });
    await client.signIn(grace);
    expect((await client.readClient()).sessions.map((session) => session.user.first_name)).toStrictEqual([
      'Ada',
      'Grace',
    ]);
  });
});

it('a restricted instance takes no sign-ups, but users of the Backend API', async () => {
  await change({ signUpMode: 'restricted' });
  expect(await readEnvironment()).toMatchObject({ user_settings: { sign_up: { mode: 'restricted' } } });
  const refused = await createFrontendClient(emulator).call('/client/sign_ups', {
    form: { email_address: 'new@example.com', password: 'Flow-Matic-1955' },
  });
  expect(await readError(refused)).toMatchObject({ status: 403, code: 'sign_up_mode_restricted' });
  const created = await callBackend(emulator, '/users', {
    method: 'POST',
    body: { email_address: ['new@example.com'], password: 'Flow-Matic-1955' },
  });
  expect(created.status).toBe(200);
});

it('passwords are as long as set, wherever a new one is given', async () => {
  await change({ passwordMinimumLength: 20 });
  expect(await readEnvironment()).toMatchObject({ user_settings: { password_settings: { min_length: 20 } } });
  const code = 'form_password_length_too_short';
  const password = 'nineteen-characters';
  const signUp = await createFrontendClient(emulator).call('/client/sign_ups', {
    form: { email_address: 'new@example.com', password },
  });
  expect(await readError(signUp)).toMatchObject({ code });
  const body = { email_address: ['new@example.com'], password };
  expect(await readError(await callBackend(emulator, '/users', { method: 'POST', body }))).toMatchObject({
    code,
  });
  const client = createFrontendClient(emulator);
  await client.signIn(ada);
  const changed = await client.call('/me/change_password', {
    form: { current_password: ada.password, new_password: password },
  });
  expect(await readError(changed)).toMatchObject({ code });
});

describe('first factors', () => {
  const attempt = (form: Record<string, string>) =>
    createFrontendClient(emulator).call('/client/sign_ins', {
      form: { identifier: ada.emailAddress, ...form },
    });
  const offered = async () => {
    const { response } = await (await attempt({})).json();
    return response.supported_first_factors.map((factor: { strategy: string }) => factor.strategy);
  };
  const notAllowed = { status: 422, code: 'form_param_value_invalid', parameter: 'strategy' };

  it('without passwords: codes for sign-in and sign-up, nothing to reset', async () => {
    await change({ firstFactors: ['email_code'] });
    expect(await readEnvironment()).toMatchObject({
      auth_config: { password: 'off', first_factors: ['email_code', ...socialStrategies] },
      display_config: { preferred_sign_in_strategy: 'otp' },
      user_settings: { attributes: { password: { enabled: false, required: false } } },
    });
    expect(await offered()).toStrictEqual(['email_code']);
    expect(await readError(await attempt({ password: ada.password }))).toMatchObject(notAllowed);
    expect(await readError(await attempt({ strategy: 'reset_password_email_code' }))).toMatchObject(
      notAllowed,
    );

    const client = createFrontendClient(emulator);
    const address = 'new@example.com';
    const withPassword = await client.call('/client/sign_ups', {
      form: { email_address: address, password: 'Flow-Matic-1955' },
    });
    expect(await readError(withPassword)).toMatchObject({
      code: 'form_param_unknown',
      parameter: 'password',
    });
    const { object } = await client.post('/client/sign_ups', { email_address: address });
    expect(object).toMatchObject({ required_fields: ['email_address'], missing_fields: [] });
    await client.post(`/client/sign_ups/${object.id}/prepare_verification`, { strategy: 'email_code' });
    const done = await client.post(`/client/sign_ups/${object.id}/attempt_verification`, {
      strategy: 'email_code',
      code: await readCode(emulator, address),
    });
    expect(done.object).toMatchObject({ status: 'complete' });
    expect(done.client?.sessions).toHaveLength(1);
  });

  it('without codes: passwords and their reset', async () => {
    await change({ firstFactors: ['password'] });
    expect(await readEnvironment()).toMatchObject({
      auth_config: { first_factors: ['password', 'reset_password_email_code', ...socialStrategies] },
      user_settings: { attributes: { email_address: { first_factors: [], verifications: ['email_code'] } } },
    });
    expect(await offered()).toStrictEqual(['password', 'reset_password_email_code']);
    expect(await readError(await attempt({ strategy: 'email_code' }))).toMatchObject(notAllowed);
    expect((await attempt({ password: ada.password })).status).toBe(200);
  });

  it('switched off in the middle of an attempt are refused there', async () => {
    const client = createFrontendClient(emulator);
    const { object } = await client.post('/client/sign_ins', {
      identifier: ada.emailAddress,
      strategy: 'email_code',
    });
    await change({ firstFactors: ['password'] });
    const late = await client.call(`/client/sign_ins/${object.id}/attempt_first_factor`, {
      form: { strategy: 'email_code', code: await readCode(emulator, ada.emailAddress) },
    });
    expect(await readError(late)).toMatchObject(notAllowed);
  });
});

it.each([
  [{ sessionTokenSeconds: 29 }, 'sessionTokenSeconds'],
  [{ sessionLifetimeSeconds: '1 day' }, 'sessionLifetimeSeconds'],
  [{ sessionMode: 'several' }, 'sessionMode'],
  [{ signUpMode: 'closed' }, 'signUpMode'],
  [{ passwordMinimumLength: 7 }, 'passwordMinimumLength'],
  [{ firstFactors: [] }, 'firstFactors'],
  [{ firstFactors: ['password', 'password'] }, 'firstFactors'],
  [{ firstFactors: ['passkey'] }, 'firstFactors.0'],
  [{ sessionTokens: 60 }, 'sessionTokens'],
  [{ usernameMinimumLength: 9, usernameMaximumLength: 8 }, 'usernameMinimumLength'],
  [{ usernameMaximumLength: 3 }, 'usernameMaximumLength'],
  [{ emailAddress: 'off' }, 'emailAddress'],
  [{ signInIdentifiers: ['username'] }, 'signInIdentifiers'],
  [{ firstFactors: ['phone_code'] }, 'firstFactors'],
  [{ emailAddress: 'off', phoneNumber: 'required', firstFactors: ['email_code'] }, 'firstFactors'],
])('refuse %j, naming %s, and stay as they were', async (changes, parameter) => {
  expect(await readError(await callSettings('PATCH', changes))).toMatchObject({ status: 400, parameter });
  expect(await (await callSettings('GET')).json()).toStrictEqual(defaults);
});

it('take every way to sign in that is one, step by step', async () => {
  await change({ username: 'required' });
  await change({ emailAddress: 'off', firstFactors: ['password'] });
  await change({ usernameMinimumLength: 10, usernameMaximumLength: 10 });
  expect(await readError(await callSettings('PATCH', { username: 'off' }))).toMatchObject({
    status: 400,
    parameter: 'username',
  });
  await change({ phoneNumber: 'required', username: 'off', firstFactors: ['phone_code'] });
});
