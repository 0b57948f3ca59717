import { request as httpRequest } from 'node:http';
import { networkInterfaces } from 'node:os';
import { beforeEach, describe, expect, it } from 'vitest';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, readCode, readError, readOutbox } from './harness.ts';

let log: { requests: string[]; warnings: string[] };
beforeEach(() => {
  log = { requests: [], warnings: [] };
});
const { emulator } = setUpEmulator({
  log: {
    request: (line) => log.requests.push(line),
    warn: (line) => log.warnings.push(line),
  },
});

/** Unlike fetch, sends any Host header. */
const requestWithHost = (path: string, host: string | undefined): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(emulator.url);
    const headers = host === undefined ? {} : { Host: host };
    httpRequest({ hostname, port, path, headers, setHost: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

describe('the host guard', () => {
  it('answers its own two names and nothing else', async () => {
    const { port } = new URL(emulator.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`])
      expect(await requestWithHost('/v1/environment', host)).toBe(200);
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      'localhost',
      `127.0.0.1:${Number(port) + 1}`,
      `localhost.:${port}`,
      `127.0.0.1.evil.example:${port}`,
      `0.0.0.0:${port}`,
      `[::1]:${port}`,
      `user@127.0.0.1:${port}`,
      '',
    ])
      for (const path of ['/', '/_emulator/outbox', '/v1/environment', '/v1/users'])
        expect([host, path, await requestWithHost(path, host)]).toStrictEqual([host, path, 421]);
  });

  it('is behind a socket on 127.0.0.1 only', async () => {
    const { port } = new URL(emulator.url);
    const addresses = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address !== undefined && !address.internal)
      .map((address) => (address?.family === 'IPv6' ? `[${address.address}]` : address?.address));
    for (const address of ['[::1]', ...addresses])
      await expect(fetch(`http://${address}:${port}/v1/environment`)).rejects.toThrow();
  });
});

describe('CORS of the Frontend API', () => {
  it.each([
    ['http://localhost:5173', 'true'],
    ['frontdesk://app', null],
    ['https://app.example.com', null],
    ['null', null],
  ])('echoes %s, with credentials: %s', async (origin, credentials) => {
    const response = await fetch(`${emulator.url}/v1/client`, { headers: { Origin: origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-expose-headers')).toContain('authorization');
    expect(response.headers.get('vary')).toBe('Origin');
    expect(response.headers.get('access-control-allow-credentials')).toBe(credentials);
  });

  it('answers preflights, also of what is not implemented', async () => {
    for (const path of ['/v1/client', '/v1/me/phone_numbers']) {
      const response = await fetch(`${emulator.url}${path}`, {
        method: 'OPTIONS',
        headers: { Origin: 'frontdesk://app', 'Access-Control-Request-Method': 'POST' },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-headers')).toContain('authorization');
    }
  });
});

describe('control endpoints', () => {
  const paths = [
    '',
    ...[
      'outbox',
      'users',
      'sessions',
      'clients',
      'requests',
      'clock',
      'faults',
      'settings',
      'keys',
      'snapshot',
    ],
  ].map((name) => (name ? `/_emulator/${name}` : '/_emulator'));

  it('describe the instance', async () => {
    expect(await (await fetch(`${emulator.url}/_emulator`)).json()).toStrictEqual({
      name: 'frontdesk-emulator',
      version: expect.any(String),
      url: emulator.url,
      publishableKey: 'pk_test_Y2xlcmsuZW11bGF0b3IubG9jYWxob3N0JA',
      secretKey: 'sk_test_frontdesk_emulator_this_is_not_a_secret',
      issuer: 'https://clerk.emulator.localhost',
      jwtKey: expect.stringContaining('-----BEGIN PUBLIC KEY-----'),
      emulated: true,
      demoAccounts: [ada, { emailAddress: 'grace@example.com', password: 'Flow-Matic-1955' }],
    });
  });

  it('name a demo account only while it works', async () => {
    const client = createFrontendClient(emulator);
    const { user } = await client.signIn(ada);
    await callBackend(emulator, `/users/${user.id}`, {
      method: 'PATCH',
      body: { password: 'Bernoulli-1843' },
    });
    const { demoAccounts } = await (await fetch(`${emulator.url}/_emulator`)).json();
    expect(demoAccounts).toMatchObject([{ emailAddress: 'grace@example.com' }]);
  });

  it.each(['frontdesk://app', 'http://127.0.0.1:5173', 'http://localhost:3000', 'myapp://renderer'])(
    'answer %s',
    async (origin) => {
      for (const path of paths) {
        const response = await fetch(`${emulator.url}${path}`, { headers: { Origin: origin } });
        expect(response.status).toBe(200);
        expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      }
    },
  );

  it.each([
    'null',
    'https://evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example:80',
    'file://',
    'http://192.168.1.5:3000',
  ])('refuse %s', async (origin) => {
    for (const path of paths) {
      const response = await fetch(`${emulator.url}${path}`, { headers: { Origin: origin } });
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await readError(response)).toMatchObject({ status: 403, code: 'origin_invalid' });
    }
  });

  it('clear the outbox only for application/json, which a foreign form cannot send', async () => {
    const client = createFrontendClient(emulator);
    await client.post('/client/sign_ins', { identifier: ada.emailAddress, strategy: 'email_code' });
    const clear = (headers: Record<string, string>) =>
      fetch(`${emulator.url}/_emulator/outbox`, { method: 'DELETE', headers });
    expect((await clear({})).status).toBe(415);
    expect((await clear({ 'Content-Type': 'text/plain' })).status).toBe(415);
    expect(await readOutbox(emulator)).toHaveLength(1);
    expect((await clear({ 'Content-Type': 'application/json' })).status).toBe(200);
    expect(await readOutbox(emulator)).toStrictEqual([]);
  });

  it.each([
    ['DELETE', '/outbox'],
    ['PUT', '/clock'],
    ['POST', '/clock'],
    ['DELETE', '/clock'],
    ['PUT', '/faults'],
    ['DELETE', '/faults'],
    ['DELETE', '/requests'],
    ['POST', '/sessions/sess_any/revoke'],
    ['DELETE', '/clients/client_any'],
    ['POST', '/seed'],
    ['POST', '/reset'],
    ['PUT', '/snapshot'],
    ['PATCH', '/settings'],
    ['POST', '/keys/rotate'],
    ['DELETE', '/keys/ins_any'],
  ])('change nothing for a page of the web, nor for a form: %s %s', async (method, path) => {
    const before = await (await fetch(`${emulator.url}/_emulator/snapshot`)).text();
    const call = (headers: Record<string, string>) =>
      fetch(`${emulator.url}/_emulator${path}`, { method, headers });
    const foreign = { Origin: 'https://evil.example', 'Content-Type': 'application/json' };
    expect(await readError(await call(foreign))).toMatchObject({ status: 403, code: 'origin_invalid' });
    expect((await call({ 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await call({})).status).toBe(415);
    expect(await (await fetch(`${emulator.url}/_emulator/snapshot`)).text()).toBe(before);
  });

  it('keep the newest 200 messages, newest first', async () => {
    const client = createFrontendClient(emulator);
    const { object } = await client.post('/client/sign_ins', { identifier: ada.emailAddress });
    const prepare = () =>
      client.post(`/client/sign_ins/${object.id}/prepare_first_factor`, { strategy: 'email_code' });
    for (let sent = 0; sent < 205; sent += 1) await prepare();
    const messages = await readOutbox(emulator);
    expect(messages).toHaveLength(200);
    expect(messages.map((message) => message.sentAt)).toStrictEqual(
      messages.map((message) => message.sentAt).toSorted((a, b) => b - a),
    );
  });

  it('find mail by an address whose plus sign was not encoded', async () => {
    const address = 'jane+clerk_test@example.com';
    const client = createFrontendClient(emulator);
    const { object } = await client.post('/client/sign_ups', { email_address: address });
    await client.post(`/client/sign_ups/${object.id}/prepare_verification`, { strategy: 'email_code' });
    const response = await fetch(`${emulator.url}/_emulator/outbox?to=${address}`);
    expect(await response.json()).toMatchObject({ messages: [{ to: address, code: '424242' }] });
  });
});

describe('the page', () => {
  it('says that all of it is emulated, under a policy without inline scripts', async () => {
    const response = await fetch(emulator.url);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await response.text();
    expect(html).toContain('nothing on this page is secret');
    expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style="/);
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g))
      expect((await fetch(`${emulator.url}${path}`)).status).toBe(200);
  });
});

describe('what goes wrong', () => {
  it('is answered in one shape: unknown paths, wrong types, broken addresses', async () => {
    const get = (path: string) => fetch(`${emulator.url}${path}`);
    expect(await readError(await get('/nowhere'))).toMatchObject({ status: 404, code: 'resource_not_found' });
    expect(await readError(await get('/_emulator/images/none'))).toMatchObject({ status: 404 });
    expect(await readError(await get('/_emulator/avatars/none.svg'))).toMatchObject({ status: 404 });
    expect(await readError(await get('/v1/client/sign_ins/%ZZ'))).toMatchObject({ status: 400 });
    const json = await fetch(`${emulator.url}/v1/client/sign_ins`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"identifier":"ada@example.com"}',
    });
    expect(await readError(json)).toMatchObject({ status: 415, code: 'unsupported_content_type' });
    const twice = await fetch(`${emulator.url}/v1/client/sign_ins`, {
      method: 'POST',
      body: new URLSearchParams('identifier=a@example.com&identifier=b@example.com'),
    });
    expect(await readError(twice)).toMatchObject({ code: 'form_param_duplicate', parameter: 'identifier' });
  });

  it.each(['/v1/me/web3_wallets', '/v1/me/billing/statements', '/v1/client/sync', '/v1/agents/tasks'])(
    'is loud when %s is not built',
    async (path) => {
      const response = await fetch(`${emulator.url}${path}`);
      expect(await readError(response)).toMatchObject({ status: 501, code: 'not_implemented_in_emulator' });
      expect(log.warnings).toStrictEqual([expect.stringContaining(`GET ${path}`)]);
    },
  );

  it('never reaches the log with a token, a code, a password or an address', async () => {
    const client = createFrontendClient(emulator);
    const session = await client.signIn(ada);
    await client.call(`/me?_clerk_session_id=${session.id}`);
    await client.request('/client/sessions', { method: 'DELETE' });
    await client.post('/client/sign_ins', { identifier: ada.emailAddress, strategy: 'email_code' });
    const code = await readCode(emulator, ada.emailAddress);
    await client.call('/client/sign_ins', {
      form: { identifier: ada.emailAddress, password: 'wrong-one-1' },
    });
    const everything = [...log.requests, ...log.warnings].join('\n');
    expect(log.requests).toContainEqual(expect.stringMatching(/^DELETE \/v1\/client\/sessions 200 \d+ms$/));
    for (const secret of [session.last_active_token?.jwt, client.token, code, ada.password, ada.emailAddress])
      expect(everything).not.toContain(secret);
  });
});
