import { expect, it } from 'vitest';
import { createControlClient } from '../../../src-emulator/control-client.ts';
import { setUpEmulator, standIn } from './emulator-fixture.ts';
import { ada, createFrontendClient } from './harness.ts';

const { emulator } = setUpEmulator();
const control = standIn(() => createControlClient(`${emulator.url}/`));

it('says where the emulator is, who can sign in, and calls its Backend API', async () => {
  expect(await control.describe()).toMatchObject({ url: emulator.url, secretKey: emulator.secretKey });
  expect((await control.describe()).demoAccounts).toContainEqual(ada);
  const { status, body } = await control.backendApi('GET', `/users?email_address=${ada.emailAddress}`);
  expect([status, body]).toMatchObject([200, [{ first_name: 'Ada' }]]);
});

it('reads and empties the outbox', async () => {
  const form = { identifier: ada.emailAddress, strategy: 'email_code' };
  await createFrontendClient(emulator).post('/client/sign_ins', form);
  const [message] = await control.listMessages(ada.emailAddress);
  expect(message).toMatchObject({ to: ada.emailAddress, purpose: 'sign_in' });
  expect(await control.newestCode(ada.emailAddress)).toBe(message?.code);
  await control.clearMessages();
  expect(await control.newestCode(ada.emailAddress)).toBeUndefined();
});

it('looks at users, sessions, clients and requests, and ends them', async () => {
  const client = createFrontendClient(emulator);
  const session = await client.signIn(ada);
  const [first] = await control.listUsers();
  expect(first).toMatchObject({ name: 'Ada Lovelace', activeSessions: 1 });
  expect(await control.listSessions()).toMatchObject([{ id: session.id, status: 'active' }]);
  expect(await control.revokeSession(session.id)).toMatchObject({ status: 'revoked' });
  const [known] = await control.listClients();
  await control.forgetClient(known?.id ?? '');
  expect(await control.listClients()).toStrictEqual([]);
  expect(await control.listRequests()).toMatchObject([{ path: '/v1/client/sign_ins', status: 200 }]);
});

it('moves the clock', async () => {
  expect((await control.freezeClock('2030-01-31T12:00:00Z')).now).toBe(Date.UTC(2030, 0, 31, 12));
  expect((await control.advanceClock(1_000)).now).toBe(Date.UTC(2030, 0, 31, 12) + 1_000);
  expect((await control.setClock(Date.UTC(2031, 0, 1))).mode).toBe('moved');
  expect((await control.resetClock()).mode).toBe('real');
  expect((await control.readClock()).offsetMilliseconds).toBe(0);
});

it('sets faults and takes them away', async () => {
  await control.setFaults({ kind: 'status', status: 503, api: 'backend', times: 1 });
  expect((await control.backendApi('GET', '/users')).status).toBe(503);
  expect(await control.listFaults()).toMatchObject([{ kind: 'status', struck: 1 }]);
  await control.clearFaults();
  expect(await control.listFaults()).toStrictEqual([]);
});

it('changes settings, rotates and removes keys', async () => {
  expect(await control.changeSettings({ sessionMode: 'multi' })).toMatchObject({ sessionMode: 'multi' });
  expect(await control.readSettings()).toMatchObject({ sessionMode: 'multi', signUpMode: 'public' });
  const [, old] = await control.rotateKeys();
  expect(old?.state).toBe('published');
  expect((await control.removeKey(old?.kid ?? ''))[1]?.state).toBe('removed');
  expect(await control.listKeys()).toHaveLength(2);
});

it('seeds, resets, takes and restores snapshots', async () => {
  const { added } = await control.seed({ users: [{ emailAddresses: ['mary@example.com'] }] });
  expect(added).toHaveLength(1);
  const snapshot = await control.takeSnapshot();
  await control.reset();
  expect(await control.listUsers()).toHaveLength(2);
  await control.restoreSnapshot(snapshot);
  expect((await control.listUsers()).map(({ id }) => id)).toContain(added[0]?.id);
});

it('fails with what the emulator answered', async () => {
  await expect(control.advanceClock(0.5)).rejects.toThrow(
    /^POST \/_emulator\/clock answered 400: .*advanceMill/,
  );
  await expect(control.revokeSession('sess_none')).rejects.toThrow('answered 404');
});
