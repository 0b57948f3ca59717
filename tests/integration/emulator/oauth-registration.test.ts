import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Emulator } from '../../../src-emulator/create-emulator.ts';
import { callBackend, readError, startEmulator } from './harness.ts';

let emulator: Emulator;
let clerk: ClerkClient;

beforeEach(async () => {
  emulator = await startEmulator();
  const { secretKey, publishableKey, url } = emulator;
  clerk = createClerkClient({ secretKey, publishableKey, apiUrl: url, telemetry: { disabled: true } });
});
afterEach(() => emulator.close());

const redirectUri = 'http://app.partner.example/callback';

const register = (body: unknown) =>
  fetch(`${emulator.url}/oauth/register`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });

const setRegistration = async (isOn: boolean) =>
  callBackend(emulator, '/instance/oauth_application_settings', {
    method: 'PATCH',
    body: { dynamic_oauth_client_registration: isOn },
  });

describe('registration of OAuth clients by themselves', () => {
  it('is refused until the instance allows it, which its metadata then tells', async () => {
    const endpoint = async () => {
      const metadata: unknown = await (
        await fetch(`${emulator.url}/.well-known/oauth-authorization-server`)
      ).json();
      return z.looseObject({ registration_endpoint: z.string().optional() }).parse(metadata)
        .registration_endpoint;
    };
    expect(await readError(await register({ redirect_uris: [redirectUri] }))).toMatchObject({ status: 422 });
    expect(await endpoint()).toBeUndefined();
    expect(await (await setRegistration(true)).json()).toStrictEqual({
      object: 'oauth_application_settings',
      dynamic_oauth_client_registration: true,
      oauth_jwt_access_tokens: false,
    });
    expect(await endpoint()).toBe(`${emulator.url}/oauth/register`);
    expect((await register({ redirect_uris: [redirectUri] })).status).toBe(201);
    await setRegistration(false);
    expect((await register({ redirect_uris: [redirectUri] })).status).toBe(422);
  });

  it('makes an application of the instance, whose consent stays on', async () => {
    await setRegistration(true);
    const answer = await register({
      client_name: 'Partner',
      client_uri: 'https://partner.example',
      logo_uri: 'https://partner.example/logo.png',
      redirect_uris: [redirectUri],
      scope: 'openid email',
      software_id: 'ignored',
    });
    const client = z
      .looseObject({ client_id: z.string(), client_secret: z.string() })
      .parse(await answer.json());
    expect(client).toMatchObject({
      client_name: 'Partner',
      client_secret_expires_at: 0,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'openid email',
      token_endpoint_auth_method: 'client_secret_basic',
    });
    const [application] = (await clerk.oauthApplications.list()).data;
    expect(application).toMatchObject({
      clientId: client.client_id,
      dynamicallyRegistered: true,
      clientUri: 'https://partner.example',
      clientImageUrl: 'https://partner.example/logo.png',
      consentScreenEnabled: true,
      pkceRequired: false,
    });
    const change = await callBackend(emulator, `/oauth_applications/${application?.id}`, {
      method: 'PATCH',
      body: { consent_screen_enabled: false },
    });
    expect(await readError(change)).toMatchObject({ status: 422, parameter: 'consent_screen_enabled' });
  });

  it('names a public client by its id, without a secret', async () => {
    await setRegistration(true);
    const answer = await register({ redirect_uris: ['my-app://back'], token_endpoint_auth_method: 'none' });
    const client = z
      .looseObject({ client_id: z.string(), client_name: z.string() })
      .parse(await answer.json());
    expect(client.client_name).toBe(client.client_id);
    expect(client).not.toHaveProperty('client_secret');
    expect((await clerk.oauthApplications.list()).data[0]).toMatchObject({
      isPublic: true,
      pkceRequired: false,
    });
  });

  it.each([
    [{}, 'invalid_redirect_uri'],
    [{ redirect_uris: [] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['/relative'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['javascript://a.example/%0aalert(1)'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['https://a.example/#part'] }, 'invalid_redirect_uri'],
    [{ redirect_uris: ['http://['] }, 'invalid_redirect_uri'],
    [{ redirect_uris: [redirectUri], scope: 'everything' }, 'invalid_client_metadata'],
    [{ redirect_uris: [redirectUri], grant_types: ['password'] }, 'invalid_client_metadata'],
    [{ redirect_uris: [redirectUri], token_endpoint_auth_method: 'tls' }, 'invalid_client_metadata'],
    [[], 'invalid_client_metadata'],
  ])('refuses %j as %s', async (body, error) => {
    await setRegistration(true);
    const answer = await register(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error });
  });
});

describe('the logo of an OAuth application', () => {
  const png = Buffer.from('89504e470d0a1a0a00', 'hex');
  const upload = (id: string, bytes: Uint8Array<ArrayBuffer>) => {
    const body = new FormData();
    body.set('file', new Blob([bytes], { type: 'image/png' }), 'logo.png');
    return fetch(`${emulator.url}/v1/oauth_applications/${id}/logo`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${emulator.secretKey}` },
      body,
    });
  };

  it('is shown where people consent', async () => {
    const { id, clientId } = await clerk.oauthApplications.create({
      name: 'Partner',
      redirectUris: [redirectUri],
    });
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state: 'a-long-state',
    });
    const readPage = async () => (await fetch(`${emulator.url}/oauth/authorize?${query}`)).text();
    expect(await readPage()).not.toContain('<img');
    const { client_image_url: url } = z
      .looseObject({ client_image_url: z.string() })
      .parse(await (await upload(id, png)).json());
    expect(await readPage()).toContain(`<img src="${url}"`);
    const picture = await fetch(url);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect(await readError(await upload(id, Buffer.from('no picture')))).toMatchObject({ status: 415 });
    expect(await readError(await upload('oa_none', png))).toMatchObject({ status: 404 });
  });
});
