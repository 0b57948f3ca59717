import { describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, readClaims, readError } from './harness.ts';
import { enrol } from './second-factor-steps.ts';
import { findUserId, post } from './ticket-steps.ts';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });

const readSession = async () => (await client.readClient()).sessions[0];
const readBackendSession = async (id: string) => (await callBackend(emulator, `/sessions/${id}`)).json();

describe('a session with a task', () => {
  it('is pending, for the client, for the Backend API and in its tokens', async () => {
    await post(emulator, `/users/${await findUserId(emulator)}/password/set_compromised`);
    const session = await client.signIn(ada);
    expect(session).toMatchObject({ status: 'pending', tasks: [{ key: 'reset-password' }] });
    expect(readClaims(session.last_active_token?.jwt ?? '')).toMatchObject({ sts: 'pending' });
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'pending' });
    const { client: state } = await client.post(`/client/sessions/${session.id}/touch`);
    expect(state?.last_active_session_id).toBe(session.id);
    await client.post(`/client/sessions/${session.id}/remove`);
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'removed' });
  });

  it('ends with the clock like any other', async () => {
    await control.changeSettings({ secondFactorRequired: true });
    const { id } = await client.signIn(ada);
    clock.advance(7 * 24 * 60 * 60_000);
    expect(await readBackendSession(id)).toMatchObject({ status: 'expired' });
  });
});

describe('a compromised password', () => {
  it('has to be replaced, after which the session is active', async () => {
    await post(emulator, `/users/${await findUserId(emulator)}/password/set_compromised`);
    await client.signIn(ada);
    await client.post('/me/change_password', { new_password: 'Difference-Engine-1822' });
    const session = await readSession();
    expect(session).toMatchObject({ status: 'active', tasks: null });
    expect(readClaims(session?.last_active_token?.jwt ?? '')).toMatchObject({ sts: 'active' });
  });

  it('leaves running sessions alone, unless they are revoked with it', async () => {
    const userId = await findUserId(emulator);
    await client.signIn(ada);
    await post(emulator, `/users/${userId}/password/set_compromised`);
    expect(await readSession()).toMatchObject({ status: 'active' });
    await post(emulator, `/users/${userId}/password/set_compromised`, { revoke_all_sessions: true });
    expect(await readSession()).toBeUndefined();
  });

  it('can be taken back, which ends the task', async () => {
    const userId = await findUserId(emulator);
    await post(emulator, `/users/${userId}/password/set_compromised`);
    await client.signIn(ada);
    await post(emulator, `/users/${userId}/password/unset_compromised`);
    expect(await readSession()).toMatchObject({ status: 'active' });
  });

  it('is nothing that somebody without a password can have', async () => {
    const { id } = await post(emulator, '/users', {
      email_address: ['mary@example.com'],
      skip_password_requirement: true,
    });
    const answer = await callBackend(emulator, `/users/${id}/password/set_compromised`, { method: 'POST' });
    expect((await readError(answer)).status).toBe(400);
  });
});

describe('a second factor that everybody needs', () => {
  it('is set up in the first session without one', async () => {
    await control.changeSettings({ secondFactorRequired: true });
    const session = await client.signIn(ada);
    expect(session).toMatchObject({ status: 'pending', tasks: [{ key: 'setup-mfa' }] });
    await enrol(client, clock);
    expect(await readSession()).toMatchObject({ status: 'active' });
    expect(await readBackendSession(session.id)).toMatchObject({ status: 'active' });
  });

  it('is what the environment asks for', async () => {
    await control.changeSettings({ secondFactorRequired: true });
    const environment = await (await client.call('/environment')).json();
    expect(environment).toMatchObject({ user_settings: { sign_in: { second_factor: { required: true } } } });
  });
});

describe('an organisation that everybody has to choose', () => {
  it('is chosen in a new session, by making it the active one', async () => {
    await control.changeSettings({ organizations: { enabled: true, forceSelection: true } });
    const userId = await findUserId(emulator);
    const { id } = await post(emulator, '/organizations', { name: 'Engines', created_by: userId });
    // The first session after a backend has made somebody a member begins there.
    expect(await createFrontendClient(emulator).signIn(ada)).toMatchObject({ status: 'active', tasks: null });
    const session = await client.signIn(ada);
    expect(session).toMatchObject({ status: 'pending', tasks: [{ key: 'choose-organization' }] });
    await client.post(`/client/sessions/${session.id}/touch`, { active_organization_id: id });
    expect(await readSession()).toMatchObject({ status: 'active', last_active_organization_id: id });
  });
});
