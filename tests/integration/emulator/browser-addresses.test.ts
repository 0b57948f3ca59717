import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { callBackend, readError } from './harness.ts';
import { allow, hedy, returnFrom } from './provider-visit.ts';

const { client, control, emulator } = setUpEmulator({ shared: true });

const open = (path: string, init: RequestInit = {}) =>
  fetch(`${emulator.url}${path}`, { redirect: 'manual', ...init });

describe('an address that only sends on', () => {
  const redirectTo = (url: string) => open(`/v1/redirect?${new URLSearchParams({ redirect_url: url })}`);

  it.each(['frontdesk://app/inbox', 'http://localhost:3000/inbox?page=2'])('leads to %s', async (url) => {
    const response = await redirectTo(url);
    expect([response.status, response.headers.get('location')]).toStrictEqual([307, url]);
  });

  it.each(['https://example.com/', 'http://localhost.example.com/', 'javascript:alert(1)'])(
    'never leads to %s',
    async (url) => {
      expect(await readError(await redirectTo(url))).toMatchObject({
        status: 422,
        parameter: 'redirect_url',
      });
    },
  );

  it("leads to the application's home, and before one is set to the emulator's page", async () => {
    expect((await open('/v1/redirect')).headers.get('location')).toBe(`${emulator.url}/`);
    await control.changeSettings({ homeUrl: 'http://localhost:3000/home' });
    expect((await redirectTo('')).headers.get('location')).toBe('http://localhost:3000/home');
  });
});

describe('where providers send people back to', () => {
  it('takes a form as well, which leads to the same address as a link', async () => {
    const { object } = await client.post('/client/sign_ins', {
      strategy: 'oauth_google',
      redirect_url: 'frontdesk://app/',
    });
    const { first_factor_verification: verification } = z
      .looseObject({
        first_factor_verification: z.looseObject({ external_verification_redirect_url: z.string() }),
      })
      .parse(object);
    const callback = new URL(await allow(emulator, verification.external_verification_redirect_url, hedy));
    const response = await open('/v1/oauth_callback', { method: 'POST', body: callback.searchParams });
    expect([response.status, response.headers.get('location')]).toStrictEqual([303, callback.href]);
    expect((await returnFrom(callback.href)).searchParams.has('rotating_token_nonce')).toBe(true);
  });

  it.each([
    ['with a name twice', 'state=one&state=two&code=code'],
    ['with more than anybody sends', `state=${'x'.repeat(5000)}&code=code`],
    ['with what is no answer', 'user=%7B%7D&code=code'],
  ])('leaves out of a form %s what the address cannot have', async (_name, form) => {
    const response = await open('/v1/oauth_callback', { method: 'POST', body: new URLSearchParams(form) });
    expect([response.status, response.headers.get('location')]).toStrictEqual([
      303,
      `${emulator.url}/v1/oauth_callback?code=code`,
    ]);
  });

  it.each(['', '?state=nobody_waits_for_this'])('refuses "%s" with 400', async (query) => {
    expect((await readError(await open(`/v1/oauth_callback${query}`))).status).toBe(400);
  });
});

describe('a link of a mail', () => {
  it.each([
    '/v1/verify',
    '/v1/verify?token=nothing',
    '/v1/tickets/accept',
    '/v1/tickets/accept?ticket=nothing',
  ])('that is wrong answers 400 to programs: %s', async (path) => {
    expect((await readError(await open(path))).status).toBe(400);
  });

  it('tells a person in words', async () => {
    const headers = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const response = await open('/v1/verify?token=nothing', { headers });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/^This link is unknown/);
  });
});

describe('a proxy in front of the instance', () => {
  const check = async (query: string, headers: Record<string, string>) => {
    const response = await open(`/v1/proxy-health${query}`, { headers });
    return { status: response.status, body: await response.json() };
  };
  const domainSchema = z.object({ data: z.tuple([z.looseObject({ id: z.string() })]) });
  const readDomain = async () =>
    domainSchema.parse(await (await callBackend(emulator, '/domains')).json()).data[0].id;
  const passedOn = () => ({
    'Clerk-Proxy-Url': 'https://app.example.com/__clerk',
    'Clerk-Secret-Key': emulator.secretKey,
    'X-Forwarded-For': '203.0.113.7',
  });

  it('is healthy when it passes on all that it has to', async () => {
    expect(await check(`?domain_id=${await readDomain()}`, passedOn())).toStrictEqual({
      status: 200,
      body: { status: 'healthy', x_forwarded_for: '203.0.113.7' },
    });
  });

  it.each([
    ['Clerk-Proxy-Url', 'nowhere'],
    ['Clerk-Secret-Key', 'sk_test_another'],
    ['X-Forwarded-For', ''],
  ])('is told when %s is "%s"', async (name, value) => {
    const answer = await check(`?domain_id=${await readDomain()}`, { ...passedOn(), [name]: value });
    expect(answer).toMatchObject({ status: 503, body: { status: 'unhealthy' } });
    expect(answer.body.message).toContain(name);
  });

  it.each(['', '?domain_id=dmn_unknown'])('has to name a domain: "%s"', async (query) => {
    expect((await check(query, passedOn())).status).toBe(400);
  });
});

describe('the origins that share passkeys', () => {
  it("are the instance's allowed ones, and without any there is no list", async () => {
    expect((await open('/.well-known/webauthn')).status).toBe(404);
    const origins = ['https://app.example.com', 'https://example.org'];
    await callBackend(emulator, '/instance', { method: 'PATCH', body: { allowed_origins: origins } });
    expect(await (await open('/.well-known/webauthn')).json()).toStrictEqual({ origins });
  });
});

describe('a client that is not there', () => {
  it('cannot be deleted', async () => {
    const response = await open('/v1/client?_is_native=1', { method: 'DELETE' });
    expect(await readError(response)).toMatchObject({ status: 404, code: 'client_not_found' });
  });
});
