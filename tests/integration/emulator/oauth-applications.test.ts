import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findUser, setUpClerk } from './clerk-client.ts';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, readError } from './harness.ts';

let adaId: string;

const { control, emulator } = setUpEmulator();
const clerk = setUpClerk(emulator);
beforeEach(async () => {
  adaId = (await findUser(clerk, ada.emailAddress)).id;
});

const redirectUri = 'http://127.0.0.1:4321/callback';
const create = (fields = {}) =>
  clerk.oauthApplications.create({ name: 'Partner', redirectUris: [redirectUri], ...fields });

/** Lets a person decide at the consent page, and returns the address that leads back. */
async function decide(query: Record<string, string>, form: Record<string, string>): Promise<URL> {
  const url = `${emulator.url}/oauth/authorize?${new URLSearchParams(query)}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { Origin: emulator.url },
    body: new URLSearchParams(form),
  });
  const [, href = ''] = /<a href="([^"]+)">/.exec(await response.text()) ?? [];
  return new URL(href.replaceAll('&#38;', '&'));
}

const tokensSchema = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
});
const askToken = (form: Record<string, string>) =>
  fetch(`${emulator.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });

async function signInAt(fields = {}, scope = 'openid profile email offline_access') {
  const application = await create({ scopes: scope, ...fields });
  const client = { client_id: application.clientId, client_secret: application.clientSecret ?? '' };
  const back = await decide(
    {
      response_type: 'code',
      client_id: application.clientId,
      redirect_uri: redirectUri,
      scope,
      state: 'abcdefgh',
      nonce: 'n-1',
    },
    { decision: 'allow', user_id: adaId },
  );
  const response = await askToken({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    ...client,
  });
  return { application, client, back, tokens: tokensSchema.parse(await response.json()) };
}

const authenticate = async (token: string) =>
  (
    await clerk.authenticateRequest(
      new Request('http://127.0.0.1/', { headers: { Authorization: `Bearer ${token}` } }),
      { acceptsToken: ['oauth_token'] },
    )
  ).toAuth();

describe('OAuth applications, through @clerk/backend', () => {
  it('are made, changed, listed, given a new secret and deleted', async () => {
    const made = await create();
    expect(made).toMatchObject({
      id: expect.stringMatching(/^oa_/),
      name: 'Partner',
      isPublic: false,
      scopes: 'profile email',
      redirectUris: [redirectUri],
      clientSecret: expect.any(String),
      tokenFetchUrl: `${emulator.url}/oauth/token`,
    });
    const changed = await clerk.oauthApplications.update({
      oauthApplicationId: made.id,
      name: 'Other',
      scopes: 'email',
    });
    expect(changed).toMatchObject({ name: 'Other', scopes: 'email', redirectUris: [redirectUri] });
    expect(await clerk.oauthApplications.get(made.id)).toStrictEqual(changed);
    expect(changed.clientSecret).toBeUndefined();
    const rotated = await clerk.oauthApplications.rotateSecret(made.id);
    expect(rotated.clientSecret).not.toBe(made.clientSecret);
    expect((await create({ name: 'Public', public: true })).clientSecret).toBeUndefined();
    const { data, totalCount } = await clerk.oauthApplications.list({ orderBy: '+name' });
    expect([data.map(({ name }) => name), totalCount]).toStrictEqual([['Other', 'Public'], 2]);
    await clerk.oauthApplications.delete(made.id);
    await expect(clerk.oauthApplications.get(made.id)).rejects.toMatchObject({ status: 404 });
    await expect(create({ scopes: 'everything' })).rejects.toMatchObject({ status: 422 });
  });

  it.each(['relative', 'http://[', 'http://127.0.0.1:99999/back', 'javascript://a.example/%0aalert(1)'])(
    'cannot be answered at %s',
    async (uri) => {
      const answer = await callBackend(emulator, '/oauth_applications', {
        method: 'POST',
        body: { name: 'Partner', redirect_uris: [uri] },
      });
      expect(await readError(answer)).toMatchObject({ status: 422, parameter: 'redirect_uris.0' });
    },
  );
});

describe('signing in at an application', () => {
  it('gives tokens that @clerk/backend accepts, and what the scopes allow', async () => {
    const { application, back, tokens } = await signInAt();
    expect(back.searchParams.get('state')).toBe('abcdefgh');
    expect(await authenticate(tokens.access_token)).toMatchObject({
      isAuthenticated: true,
      userId: adaId,
      clientId: application.clientId,
      scopes: ['openid', 'profile', 'email', 'offline_access'],
    });
    const info = await fetch(`${emulator.url}/oauth/userinfo`, {
      headers: { Authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await info.json()).toMatchObject({ sub: adaId, email: ada.emailAddress, name: 'Ada Lovelace' });
    const configuration = await (await fetch(`${emulator.url}/.well-known/openid-configuration`)).json();
    const { payload } = await jwtVerify(
      tokens.id_token ?? '',
      createRemoteJWKSet(new URL(configuration.jwks_uri)),
      { issuer: configuration.issuer, audience: application.clientId },
    );
    expect(payload).toMatchObject({ sub: adaId, nonce: 'n-1', email_verified: true });
  });

  it('refreshes once by a refresh token, and ends with a revocation', async () => {
    const { application, client, tokens } = await signInAt();
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token ?? '', ...client };
    const more = await askToken({ ...refresh, scope: 'openid private_metadata' });
    expect(await more.json()).toStrictEqual({
      error: 'invalid_scope',
      error_description: expect.any(String),
    });
    const next = tokensSchema.parse(await (await askToken({ ...refresh, scope: 'openid email' })).json());
    expect(next).toMatchObject({ scope: 'openid email', id_token: expect.any(String) });
    expect((await authenticate(tokens.access_token)).isAuthenticated).toBe(false);
    expect((await askToken(refresh)).status).toBe(400);
    const introspect = async () => {
      const body = new URLSearchParams({ token: next.access_token, ...client });
      return (await fetch(`${emulator.url}/oauth/token_info`, { method: 'POST', body })).json();
    };
    expect(await introspect()).toMatchObject({ active: true, sub: adaId });
    await clerk.oauthApplications.revokeToken({
      oauthApplicationId: application.id,
      token: next.access_token,
    });
    expect(await introspect()).toStrictEqual({ active: false });
    expect((await authenticate(next.access_token)).isAuthenticated).toBe(false);
  });

  it('gives access tokens that can be read, where the instance says so', async () => {
    const change = (isOn: boolean) =>
      callBackend(emulator, '/instance/oauth_application_settings', {
        method: 'PATCH',
        body: { oauth_jwt_access_tokens: isOn },
      });
    expect(await (await change(true)).json()).toMatchObject({ oauth_jwt_access_tokens: true });
    const { application, client, tokens } = await signInAt();
    const keys = createRemoteJWKSet(new URL(`${emulator.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(tokens.access_token, keys, { typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: adaId, client_id: application.clientId, iss: emulator.url });
    expect(await authenticate(tokens.access_token)).toMatchObject({
      isAuthenticated: true,
      userId: adaId,
      scopes: ['openid', 'profile', 'email', 'offline_access'],
    });
    const verify = async () => {
      const answer = await fetch(`${emulator.url}/v1/oauth_applications/access_tokens/verify`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${emulator.secretKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ access_token: tokens.access_token }),
      });
      return answer.json();
    };
    expect(await verify()).toMatchObject({ id: payload.jti, subject: adaId });
    const body = new URLSearchParams({ token: tokens.access_token, ...client });
    const revocation = await fetch(`${emulator.url}/oauth/token/revoke`, { method: 'POST', body });
    expect(revocation.status).toBe(200);
    expect(await verify()).toStrictEqual({ active: false });
    await change(false);
    expect((await signInAt()).tokens.access_token).toMatch(/^oat_/);
  });

  it('is over after a day, and with the user', async () => {
    const { tokens } = await signInAt();
    await control.advanceClock(24 * 60 * 60_000);
    expect((await authenticate(tokens.access_token)).isAuthenticated).toBe(false);
    const second = await signInAt({ name: 'Second' });
    expect((await authenticate(second.tokens.access_token)).isAuthenticated).toBe(true);
    await clerk.users.deleteUser(adaId);
    expect((await authenticate(second.tokens.access_token)).isAuthenticated).toBe(false);
  });

  it('works without a secret for public applications, with PKCE only', async () => {
    const { clientId } = await create({ public: true });
    const verifier = 'a-verifier-that-is-long-enough-for-the-specification';
    const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri };
    const without = await decide(query, { decision: 'allow', user_id: adaId });
    expect(without.searchParams.get('error')).toBe('invalid_request');
    const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
    const allow = () =>
      decide(
        { ...query, code_challenge: codeChallenge, code_challenge_method: 'S256' },
        { decision: 'allow', user_id: adaId },
      );
    const exchange = async (back: URL, codeVerifier: string) =>
      askToken({
        grant_type: 'authorization_code',
        client_id: clientId,
        code: back.searchParams.get('code') ?? '',
        code_verifier: codeVerifier,
        redirect_uri: redirectUri,
      });
    expect((await exchange(await allow(), 'another verifier')).status).toBe(400);
    const back = await allow();
    expect((await exchange(back, verifier)).status).toBe(200);
    expect((await exchange(back, verifier)).status).toBe(400);
  });

  it('shows who asks for what, takes no for an answer, and trusts no other page or address', async () => {
    const { clientId } = await create({ name: '<b>Partner</b>' });
    const query = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state: 'a-long-state',
    };
    const url = `${emulator.url}/oauth/authorize?${new URLSearchParams(query)}`;
    const page = await (await fetch(url)).text();
    expect(page).toContain('&#60;b&#62;Partner');
    expect(page).toContain('Ada Lovelace');
    const denied = await decide(query, { decision: 'deny' });
    expect(Object.fromEntries(denied.searchParams)).toStrictEqual({
      error: 'access_denied',
      state: 'a-long-state',
    });
    const foreign = await fetch(url, {
      method: 'POST',
      headers: { Origin: 'https://example.com' },
      body: new URLSearchParams({ decision: 'allow', user_id: adaId }),
    });
    expect(foreign.status).toBe(403);
    const elsewhere = new URLSearchParams({ ...query, redirect_uri: 'https://example.com/' });
    expect((await fetch(`${emulator.url}/oauth/authorize?${elsewhere}`)).status).toBe(400);
    const wrong = await askToken({
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: redirectUri,
      client_id: clientId,
      client_secret: 'no',
    });
    expect(wrong.status).toBe(401);
  });
});
