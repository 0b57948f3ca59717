import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, type FrontendClient, readError } from './harness.ts';
import { createOrganization, enableOrganizations, signInAs } from './organization-steps.ts';

const { emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);

const redirectUri = 'http://app.partner.example/callback';

const askToken = async (form: Record<string, string>) =>
  z
    .looseObject({ access_token: z.string() })
    .parse(
      await (
        await fetch(`${emulator.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
      ).json(),
    );

describe('consent in another page', () => {
  const parameters = {
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid user:org:read',
    state: 'a-long-state',
  };

  async function createPartner(fields = {}) {
    return clerk.oauthApplications.create({
      name: 'Partner',
      redirectUris: [redirectUri],
      scopes: 'openid profile email user:org:read',
      ...fields,
    });
  }

  const send = (client: FrontendClient, clientId: string, form: Record<string, string>) =>
    fetch(`${emulator.url}/v1/me/oauth/consent/${clientId}?_is_native=1`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Authorization: `Bearer ${client.token}` },
      body: new URLSearchParams({ ...parameters, ...form }),
    });
  const answerOf = (response: Response) => new URL(response.headers.get('location') ?? '').searchParams;

  it('tells what an application asks for, to who is signed in', async () => {
    const { clientId } = await createPartner();
    const path = `/me/oauth/consent/${clientId}?scope=openid+email&redirect_uri=${redirectUri}`;
    expect((await fetch(`${emulator.url}/v1${path}`)).status).toBe(401);
    const { client } = await signInAs(emulator, ada);
    expect(await (await client.call(path)).json()).toStrictEqual({
      oauth_application_name: 'Partner',
      oauth_application_logo_url: null,
      oauth_application_url: null,
      client_id: clientId,
      redirect_domain: 'partner.example',
      scopes: [
        { scope: 'openid', description: 'who you are', requires_consent: false },
        { scope: 'email', description: 'your email address', requires_consent: true },
      ],
    });
    const elsewhere = await client.call(`/me/oauth/consent/${clientId}?redirect_uri=https://other.example`);
    expect(await elsewhere.json()).toMatchObject({ redirect_domain: null });
    expect(await readError(await client.call('/me/oauth/consent/none'))).toMatchObject({ status: 404 });
    const { clientId: silent } = await createPartner({ consentScreenEnabled: false });
    expect(await readError(await client.call(`/me/oauth/consent/${silent}`))).toMatchObject({ status: 403 });
  });

  it('sends people back with a code for themselves and an organisation, or with their refusal', async () => {
    await enableOrganizations(emulator);
    const { clientId, clientSecret } = await createPartner();
    const { client, userId } = await signInAs(emulator, ada);
    const organizationId = await createOrganization(client);
    const decide = (form: Record<string, string>) => send(client, clientId, form);
    const denied = await decide({ consented: 'false' });
    expect(denied.status).toBe(303);
    expect(Object.fromEntries(answerOf(denied))).toStrictEqual({
      error: 'access_denied',
      state: 'a-long-state',
    });
    const stranger = await decide({ consented: 'true', organization_id: 'org_none' });
    expect(await readError(stranger)).toMatchObject({ status: 404 });
    const wrong = await decide({ consented: 'true', redirect_uri: 'https://other.example' });
    expect(await readError(wrong)).toMatchObject({ status: 400 });
    const back = answerOf(await decide({ consented: 'true', organization_id: organizationId }));
    expect(back.get('state')).toBe('a-long-state');
    const credentials = { client_id: clientId, client_secret: clientSecret ?? '' };
    const { access_token: token } = await askToken({
      grant_type: 'authorization_code',
      code: back.get('code') ?? '',
      redirect_uri: redirectUri,
      ...credentials,
    });
    const info = await fetch(`${emulator.url}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await info.json()).toMatchObject({ sub: userId, org_id: organizationId });
    const body = new URLSearchParams({ token, ...credentials });
    const state = await fetch(`${emulator.url}/oauth/token_info`, { method: 'POST', body });
    expect(await state.json()).toMatchObject({ active: true, org_id: organizationId });
  });

  it.each([
    ['a state that is easily guessed', { state: 'short' }, 'invalid_state'],
    ['a scope that the application has not', { scope: 'private_metadata' }, 'invalid_scope'],
    ['a request that forbids to ask', { prompt: 'none' }, 'consent_required'],
  ])('sends %s back with the reason', async (_name, form, error) => {
    const { clientId } = await createPartner();
    const { client } = await signInAs(emulator, ada);
    const response = await send(client, clientId, { consented: 'true', ...form });
    expect([response.status, answerOf(response).get('error')]).toStrictEqual([303, error]);
  });

  it('answers by a form on demand', async () => {
    const { clientId } = await createPartner();
    const { client } = await signInAs(emulator, ada);
    const response = await send(client, clientId, { consented: 'true', response_mode: 'form_post' });
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/name="code" value="[^"]+"/);
    expect(response.headers.get('content-security-policy')).toContain("script-src 'sha256-");
  });
});
