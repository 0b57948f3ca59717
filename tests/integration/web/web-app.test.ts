import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiServer, createApi, createLogger, ownOrigins, startServer } from '../../../src-api/index.ts';
import { createClientTokenVault } from '../../../src-web/client-token-vault.ts';
import { createWebApp } from '../../../src-web/create-web-app.ts';

let folder: string;
let server: ApiServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-web-'));
  mkdirSync(join(folder, 'renderer'));
  writeFileSync(join(folder, 'renderer', 'index.html'), '<meta property="csp-nonce" nonce="%CSP_NONCE%">');
  const logger = createLogger('silent');
  const started = await startServer({
    port: 0,
    logger,
    createListener: (url) =>
      createWebApp({
        api: createApi({
          clerk: { connection: 'public', publishableKey: 'pk_test_x', issuer: 'https://clerk.example.com' },
          authorizedParties: ownOrigins(url),
          requireAuthorizedParty: true,
          logger,
          version: '0.1.0',
          now: () => performance.now(),
        }).app,
        windowFolder: join(folder, 'renderer'),
        state: { status: 'starting' },
        origins: { api: url },
        ownOrigins: ownOrigins(url),
        vault: createClientTokenVault(join(folder, 'tokens')),
        cookieName: 'frontdesk-window-test',
        logger,
      }),
  });
  if (!started.ok) throw new Error(started.error.problem.reason);
  server = started.data;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const windowHeader = { 'x-frontdesk-window': '1' };
const openPage = async () => {
  const page = await fetch(`${server.url}/app/`);
  return { page, cookie: page.headers.get('set-cookie') ?? '' };
};
const call = (method: string, path: string, headers: Record<string, string>, body?: object) =>
  fetch(`${server.url}/app/_host/${path}`, {
    method,
    headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

/** fetch() sets Host itself, so a foreign one needs the plain client. */
const statusFor = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(`${server.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });

describe('browser mode', () => {
  it('serves the window below /app/ with its policy', async () => {
    const { page } = await openPage();
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${server.url}`);
    expect(page.headers.get('x-powered-by')).toBeNull();
  });

  it('serves the API at the root of the same origin', async () => {
    expect(await (await fetch(server.url)).json()).toMatchObject({
      message: 'Clerk Express Backend is running',
    });
    expect((await fetch(`${server.url}/protected`)).status).toBe(401);
  });

  it.each(['/', '/app'])('leads a browser from %s to the window', async (path) => {
    const answer = await fetch(server.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/app/']);
  });

  it.each(['/', '/app/', '/app/_host/state', '/protected'])(
    'refuses a foreign Host at %s (S02)',
    async (path) => {
      expect(await statusFor(path, { ...windowHeader, host: 'evil.example' })).toBe(421);
    },
  );

  it.each(['/app/', '/app/_host/state', '/protected'])(
    'refuses a foreign Origin at %s (S03)',
    async (path) => {
      for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
        expect(await statusFor(path, { ...windowHeader, origin })).toBe(403);
    },
  );
});

describe('the place for the client token', () => {
  it('keeps it for the browser that has the cookie, and for no other', async () => {
    const { cookie } = await openPage();
    const own = { ...windowHeader, cookie: cookie.split(';')[0] ?? '' };
    expect((await call('PUT', 'client-token', own, { token: 'client-token' })).status).toBe(204);
    expect(await (await call('GET', 'client-token', own)).json()).toEqual({ token: 'client-token' });

    const other = { ...windowHeader, cookie: (await openPage()).cookie.split(';')[0] ?? '' };
    expect(await (await call('GET', 'client-token', other)).json()).toEqual({ token: null });
    expect(await (await call('GET', 'client-token', windowHeader)).json()).toEqual({ token: null });

    expect((await call('DELETE', 'client-token', own)).status).toBe(204);
    expect(await (await call('GET', 'client-token', own)).json()).toEqual({ token: null });
  });

  it('hides its cookie from scripts and from other sites', async () => {
    const { cookie } = await openPage();
    expect(cookie).toMatch(/; Path=\/app\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
  });

  it.each([
    ['without the header of the window', {}],
    ['from another site', { ...windowHeader, 'sec-fetch-site': 'cross-site' }],
    ['from another port of this machine', { ...windowHeader, 'sec-fetch-site': 'same-site' }],
  ])('answers nobody %s', async (_case, headers) => {
    expect(await statusFor('/app/_host/client-token', headers)).toBe(403);
  });

  it.each([
    ['no token', {}],
    ['an empty token', { token: '' }],
    ['a number', { token: 1 }],
    ['a token that is too long', { token: 'x'.repeat(20_000) }],
    ['more than a token', { token: 'x', more: 1 }],
  ])('refuses %s', async (_case, body) => {
    const { cookie } = await openPage();
    const own = { ...windowHeader, cookie: cookie.split(';')[0] ?? '' };
    expect((await call('PUT', 'client-token', own, body)).status).toBe(400);
  });
});
