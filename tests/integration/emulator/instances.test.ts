import { createClerkClient, verifyToken } from '@clerk/backend';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, days, grace, readError } from './harness.ts';
import { hedy, visit } from './provider-visit.ts';

const { control, emulator, restart } = setUpEmulator();

type Made = Awaited<ReturnType<ControlClient['createInstance']>>;

/** The instance as the helpers of these tests take one. */
const asEmulator = (made: Made): Emulator => ({ ...made, close: async () => undefined });
const only = (emailAddress: string, password: string) => ({
  users: [{ emailAddresses: [emailAddress], password }],
});

describe('a further instance', () => {
  it('is chosen by the publishable key in the proxy URL, and by the secret key', async () => {
    const made = await control.createInstance({
      name: 'billing',
      seed: only('alan@example.com', 'Bombe-1940-x'),
    });
    expect(made.url).toBe(`${emulator.url}/${made.publishableKey}`);
    expect(atob(made.publishableKey.slice('pk_test_'.length))).toBe('clerk.billing.emulator.localhost$');

    const client = createFrontendClient(asEmulator(made));
    const { last_active_token: token } = await client.signIn({
      emailAddress: 'alan@example.com',
      password: 'Bombe-1940-x',
    });
    const { jwt = '' } = token ?? {};
    expect(await verifyToken(jwt, { jwtKey: made.jwtKey })).toMatchObject({ iss: made.issuer });
    await expect(verifyToken(jwt, { jwtKey: (await control.describe()).jwtKey })).rejects.toThrow();

    for (const apiUrl of [emulator.url, made.url]) {
      const clerk = createClerkClient({ apiUrl, secretKey: made.secretKey, telemetry: { disabled: true } });
      const { data } = await clerk.users.getUserList();
      expect(data.map((user) => user.primaryEmailAddress?.emailAddress)).toEqual(['alan@example.com']);
    }
  });

  it('refuses the keys of another one', async () => {
    const made = await control.createInstance();
    expect((await callBackend(asEmulator(made), '/users', { key: emulator.secretKey })).status).toBe(401);
    const client = createFrontendClient(emulator);
    await client.signIn(ada);
    const stranger = createFrontendClient(asEmulator(made));
    stranger.token = client.token;
    expect((await stranger.readClient()).sessions).toEqual([]);
  });

  it('has users, settings, clock, faults, mail, requests and keys of its own', async () => {
    const made = await control.createInstance({ seed: only(grace.emailAddress, grace.password) });
    const own = createControlClient(made.url);
    await own.changeSettings({ sessionMode: 'multi' });
    await own.freezeClock('2030-01-31T12:00:00Z');
    await own.setFaults({ kind: 'status', status: 503, api: 'backend' });
    await own.rotateKeys();
    await createFrontendClient(asEmulator(made)).post('/client/sign_ins', {
      identifier: grace.emailAddress,
      strategy: 'email_code',
    });

    expect(await own.listMessages()).toHaveLength(1);
    expect(await own.listUsers()).toHaveLength(1);
    expect(await control.listMessages()).toEqual([]);
    expect(await control.listRequests()).toEqual([]);
    expect(await control.listFaults()).toEqual([]);
    expect(await control.listKeys()).toHaveLength(1);
    expect((await control.readClock()).mode).toBe('real');
    expect((await control.readSettings()).sessionMode).toBe('single');
    expect((await control.listUsers()).length).toBeGreaterThan(1);
  });

  it('shows its own page, pictures, and identity providers', async () => {
    const made = asEmulator(await control.createInstance());
    const page = await (await fetch(`${made.url}/`)).text();
    expect(page).toContain('href="_emulator/page.css"');
    expect((await fetch(`${made.url}/_emulator/page.css`)).status).toBe(200);

    const client = createFrontendClient(made);
    const { object } = await client.post('/client/sign_ins', {
      strategy: 'oauth_google',
      redirect_url: 'frontdesk://app/',
    });
    const { first_factor_verification: verification } = z
      .looseObject({
        first_factor_verification: z.object({ external_verification_redirect_url: z.string() }),
      })
      .parse(object);
    const back = await visit(made, verification.external_verification_redirect_url, { account: hedy });
    expect(back.protocol).toBe('frontdesk:');
    const image = z.looseObject({ image_url: z.string() });
    const { user } = await client.signIn(ada);
    expect((await fetch(image.parse(user).image_url)).headers.get('content-type')).toMatch(/svg/);
  });

  it('is listed, has a name only once, and is gone when it is removed', async () => {
    const made = await control.createInstance({ name: 'one' });
    expect((await control.listInstances()).map(({ name }) => name)).toEqual(['one']);
    await expect(control.createInstance({ name: 'one' })).rejects.toThrow('409');
    await expect(control.createInstance({ name: 'Not A Name' })).rejects.toThrow('lower-case letters');
    await control.removeInstance('one');
    expect((await fetch(`${made.url}/v1/environment`)).status).toBe(404);
    expect(
      await readError(await callBackend(asEmulator({ ...made, url: emulator.url }), '/users')),
    ).toMatchObject({
      status: 401,
    });
    await expect(control.removeInstance('one')).rejects.toThrow('404');
  });

  it('makes no instances itself', async () => {
    const own = createControlClient((await control.createInstance()).url);
    await expect(own.createInstance()).rejects.toThrow('404');
  });
});

it('eight workers at once do not see each other', async () => {
  const workers = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const address = `worker-${index}@example.com`;
      const made = await control.createInstance({ seed: only(address, 'Same-Password-1') });
      const own = createControlClient(made.url);
      const client = createFrontendClient(asEmulator(made));
      if (index % 2 === 0) await own.advanceClock(days(index));
      for (let round = 0; round < 5; round += 1) {
        await client.signIn({ emailAddress: address, password: 'Same-Password-1' });
        await client.request('/client/sessions', { method: 'DELETE' });
      }
      return { address, users: await own.listUsers(), sessions: await own.listSessions() };
    }),
  );
  for (const { address, users, sessions } of workers) {
    expect(users.map(({ emailAddress }) => emailAddress)).toEqual([address]);
    expect(sessions).toHaveLength(5);
  }
  expect(await control.listSessions()).toEqual([]);
});

it('is kept in the data folder, with its keys, until it is removed', async () => {
  const dataDir = await makeTemporaryFolder();
  await restart({ dataDir });
  const made = await control.createInstance({ name: 'kept', seed: only('a@example.com', 'Kept-1234') });
  await restart({ dataDir });
  const [kept] = await control.listInstances();
  expect(kept).toMatchObject({ name: 'kept', jwtKey: made.jwtKey, secretKey: made.secretKey });
  expect(await createControlClient(kept?.url ?? '').listUsers()).toHaveLength(1);
  await control.removeInstance('kept');
  await restart({ dataDir });
  expect(await control.listInstances()).toEqual([]);
});
