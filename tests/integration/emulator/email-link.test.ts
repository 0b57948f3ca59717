import { beforeEach, describe, expect, it } from 'vitest';
import { setUpClock, setUpEmulator } from './emulator-fixture.ts';
import { ada, minutes, readError } from './harness.ts';

const redirectUrl = 'http://localhost:3000/#/verify';

const clock = setUpClock();
const { client, control, emulator } = setUpEmulator({ clock: clock.read });
beforeEach(async () => {
  await control.changeSettings({
    firstFactors: ['password', 'email_link'],
    emailVerifications: ['email_link'],
  });
});

async function requestLink() {
  const { object } = await client.post('/client/sign_ins', { identifier: ada.emailAddress });
  await client.post(`/client/sign_ins/${object.id}/prepare_first_factor`, {
    strategy: 'email_link',
    redirect_url: redirectUrl,
  });
  return { id: object.id, link: (await control.newestLink(ada.emailAddress)) ?? '' };
}

/** Opens a link as a browser of this name does, and answers where it is sent. */
async function open(link: string, userAgent = 'node'): Promise<URL> {
  const response = await fetch(link, { redirect: 'manual', headers: { 'User-Agent': userAgent } });
  expect(response.status).toBe(303);
  return new URL(response.headers.get('location') ?? '');
}
const statusOf = (url: URL) => url.searchParams.get('__clerk_status');

describe('a mailed link', () => {
  it('signs in once it is opened, and the tab that waits learns of it', async () => {
    const { id, link } = await requestLink();
    const path = `/client/sign_ins/${id}`;
    expect((await client.request(path)).object).toMatchObject({
      status: 'needs_first_factor',
      first_factor_verification: { status: 'unverified', strategy: 'email_link' },
    });
    const back = await open(link);
    expect(back.hash).toBe('#/verify');
    expect(statusOf(back)).toBe('verified');
    const { object, client: state } = await client.request(path);
    expect(object).toMatchObject({
      status: 'complete',
      first_factor_verification: { status: 'verified', verified_at_client: state?.id },
    });
    expect(back.searchParams.get('__clerk_created_session')).toBe(state?.last_active_session_id);
    expect(statusOf(await open(link))).toBe('failed');
  });

  it('opened in another browser signs in where it was asked for', async () => {
    const { id, link } = await requestLink();
    expect(statusOf(await open(link, 'another'))).toBe('verified');
    const { object } = await client.request(`/client/sign_ins/${id}`);
    expect(object).toMatchObject({ status: 'complete', first_factor_verification: { status: 'verified' } });
    expect(object).not.toHaveProperty('first_factor_verification.verified_at_client');
  });

  it('does nothing in another browser where the settings want the same', async () => {
    await control.changeSettings({ emailLinkSameClient: true });
    const { link } = await requestLink();
    expect(statusOf(await open(link, 'another'))).toBe('client_mismatch');
    expect(statusOf(await open(link))).toBe('verified');
  });

  it('lives for ten minutes', async () => {
    const { link } = await requestLink();
    clock.advance(minutes(10));
    expect(statusOf(await open(link))).toBe('expired');
    expect((await client.readClient()).sessions).toStrictEqual([]);
  });

  it('does nothing for somebody who was banned meanwhile', async () => {
    const { link } = await requestLink();
    const [user] = await control.listUsers();
    await control.backendApi('POST', `/users/${user?.id}/ban`);
    expect(statusOf(await open(link))).toBe('failed');
  });

  it('leads nowhere but to pages of this computer', async () => {
    const { object } = await client.post('/client/sign_ins', { identifier: ada.emailAddress });
    const answer = await client.call(`/client/sign_ins/${object.id}/prepare_first_factor`, {
      form: { strategy: 'email_link', redirect_url: 'https://evil.example/' },
    });
    expect(await readError(answer)).toMatchObject({ status: 422, parameter: 'redirect_url' });
  });

  it('that nobody has sent says so', async () => {
    const response = await fetch(`${emulator.url}/v1/verify?token=nothing`, { redirect: 'manual' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('unknown');
  });

  it('completes a sign-up', async () => {
    const address = 'mary@example.com';
    const { object } = await client.post('/client/sign_ups', {
      email_address: address,
      password: 'Jacquard-Loom-1804',
    });
    expect(object).toMatchObject({
      verifications: { email_address: { supported_strategies: ['email_link'] } },
    });
    await client.post(`/client/sign_ups/${object.id}/prepare_verification`, {
      strategy: 'email_link',
      redirect_url: redirectUrl,
    });
    await open((await control.newestLink(address)) ?? '');
    expect((await client.readClient()).sessions[0]?.user).toMatchObject({
      email_addresses: [{ email_address: address, verification: { status: 'verified' } }],
    });
  });

  it('verifies an address of the profile', async () => {
    await client.signIn(ada);
    const { object } = await client.post('/me/email_addresses', { email_address: 'countess@example.com' });
    const path = `/me/email_addresses/${object.id}`;
    await client.post(`${path}/prepare_verification`, { strategy: 'email_link', redirect_url: redirectUrl });
    const back = await open((await control.newestLink('countess@example.com')) ?? '');
    expect(statusOf(back)).toBe('verified');
    expect((await client.request(path)).object).toMatchObject({ verification: { status: 'verified' } });
    const code = await client.call(`${path}/prepare_verification`, { form: { strategy: 'email_code' } });
    expect(await readError(code)).toMatchObject({ code: 'form_param_value_invalid', parameter: 'strategy' });
  });
});
