import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpEmulator } from './emulator-fixture.ts';
import { ada, callBackend, createFrontendClient, grace, readClaims, readError } from './harness.ts';

const { control, emulator } = setUpEmulator({ shared: true });

const application = 'http://localhost:3000';
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${emulator.url}/v1${path}`, { redirect: 'manual', ...init });

async function createBrowser(): Promise<string> {
  const response = await call('/dev_browser', { method: 'POST' });
  return z.looseObject({ id: z.string() }).parse(await response.json()).id;
}

const signIn = (browser: string) =>
  call(`/client/sign_ins?__clerk_db_jwt=${browser}`, {
    method: 'POST',
    headers: { origin: application },
    body: new URLSearchParams({ identifier: ada.emailAddress, password: ada.password }),
  });

const clientSchema = z.looseObject({
  response: z.looseObject({ id: z.string(), sessions: z.array(z.looseObject({ id: z.string() })) }),
});
const readClient = async (browser: string) =>
  clientSchema.parse(await (await call(`/client?__clerk_db_jwt=${browser}`)).json()).response;

async function shakeHands(parameters: Record<string, string>): Promise<URL> {
  const response = await call(`/client/handshake?${new URLSearchParams(parameters)}`);
  expect(response.status).toBe(307);
  return new URL(response.headers.get('location') ?? '');
}

const readDirectives = async (nonce: string | null) => {
  const response = await callBackend(emulator, `/clients/handshake_payload?nonce=${nonce}`);
  return z.object({ directives: z.array(z.string()) }).parse(await response.json()).directives;
};

describe('a browser that keeps its sign-in in cookies', () => {
  it('stays the same client, whose token it never sees', async () => {
    const browser = await createBrowser();
    const first = await readClient(browser);
    const answer = await signIn(browser);
    expect(answer.headers.get('authorization')).toBeNull();
    const second = await readClient(browser);
    expect(second.id).toBe(first.id);
    expect(second.sessions).toHaveLength(1);
    expect((await readClient(await createBrowser())).sessions).toEqual([]);
  });

  it('is told when it is not known, so that it begins again', async () => {
    expect(await readError(await call('/client?__clerk_db_jwt=dvb_unknown'))).toMatchObject({
      status: 401,
      code: 'dev_browser_unauthenticated',
    });
  });

  it('may send credentials from pages of this computer only', async () => {
    const ask = async (origin: string) =>
      (await call('/environment', { headers: { origin } })).headers.get('access-control-allow-credentials');
    expect(await ask(application)).toBe('true');
    expect(await ask('https://example.com')).toBeNull();
  });

  it('is part of a snapshot, and gets a new client when the old one is forgotten', async () => {
    const browser = await createBrowser();
    const before = await readClient(browser);
    const snapshot = await control.takeSnapshot();
    await control.reset();
    expect((await call(`/client?__clerk_db_jwt=${browser}`)).status).toBe(401);
    await control.restoreSnapshot(snapshot);
    expect((await readClient(browser)).id).toBe(before.id);
    await call(`/client?__clerk_db_jwt=${browser}&_method=DELETE`, { method: 'POST' });
    expect((await readClient(browser)).id).not.toBe(before.id);
  });
});

describe('the older name of a browser of development', () => {
  it('is for the same browser', async () => {
    const browser = await createBrowser();
    const form = new URLSearchParams({ identifier: grace.emailAddress, password: grace.password });
    const answer = await call(`/client/sign_ins?__dev_session=${browser}`, { method: 'POST', body: form });
    expect(answer.status).toBe(200);
    const known = await call(`/client?__clerk_db_jwt=${browser}`);
    expect(await known.json()).toMatchObject({ response: { sessions: [{ status: 'active' }] } });
  });
});

describe('the handshake', () => {
  it('gives the application a token that is made out to it, by a nonce that works once', async () => {
    const browser = await createBrowser();
    await signIn(browser);
    const back = await shakeHands({
      redirect_url: 'http://127.0.0.1:5173/inbox?page=2',
      __clerk_db_jwt: browser,
      format: 'nonce',
    });
    expect(back.href).toContain('http://127.0.0.1:5173/inbox?page=2&');
    const nonce = back.searchParams.get('__clerk_handshake_nonce');
    const directives = await readDirectives(nonce);
    const names = directives.map((line) => line.split('=')[0]);
    expect(names).toHaveLength(6);
    expect(names).toEqual(expect.arrayContaining(['__session', '__client_uat', '__clerk_db_jwt']));
    const session =
      directives.find((line) => line.startsWith('__session='))?.slice('__session='.length) ?? '';
    const claims = readClaims(session);
    expect(claims.azp).toBe('http://127.0.0.1:5173');
    const updatedAt = directives.find((line) => line.startsWith('__client_uat='))?.match(/=(\d+);/)?.[1];
    expect(Number(updatedAt)).toBeLessThanOrEqual(Number(claims.iat));
    expect((await callBackend(emulator, `/clients/handshake_payload?nonce=${nonce}`)).status).toBe(404);
  });

  it('puts the cookies in a signed token for who does not ask for a nonce', async () => {
    const back = await shakeHands({ redirect_url: application });
    const { handshake } = readClaims(back.searchParams.get('__clerk_handshake') ?? '');
    expect(handshake).toEqual(expect.arrayContaining([expect.stringMatching(/^__client_uat=0;/)]));
  });

  it('signs nobody in by a browser that it does not know', async () => {
    const native = createFrontendClient(emulator);
    await native.signIn(ada);
    const back = await shakeHands({ redirect_url: application, __clerk_db_jwt: 'dvb_x', format: 'nonce' });
    const directives = await readDirectives(back.searchParams.get('__clerk_handshake_nonce'));
    expect(directives).toEqual(
      expect.arrayContaining([expect.stringMatching(/^__session=; Path=\/; Max-Age=0/)]),
    );
  });

  it.each([
    'https://example.com/',
    'http://127.0.0.1.example.com/',
    'http://user:secret@localhost/',
    'javascript:alert(1)',
    '/relative',
    '',
  ])('sends nobody to %j', async (redirectUrl) => {
    const response = await call(`/client/handshake?${new URLSearchParams({ redirect_url: redirectUrl })}`);
    expect((await readError(response)).status).toBe(422);
  });
});

describe('a page whose client is in a cookie', () => {
  const ask = (path: string, headers: Record<string, string>, form?: Record<string, string>) =>
    call(path, {
      method: form ? 'POST' : 'GET',
      headers: { origin: application, ...headers },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
  const readCookie = (response: Response) => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

  it('never sees its token, stays the same client, and is known at a handshake', async () => {
    const first = await ask('/client', {});
    expect(first.headers.get('authorization')).toBeNull();
    expect(first.headers.getSetCookie()[0]).toMatch(/^__client_\w+=.*; HttpOnly; SameSite=Lax$/);
    const cookie = readCookie(first);
    await ask('/client/sign_ins', { cookie }, { identifier: ada.emailAddress, password: ada.password });
    const { response } = clientSchema.parse(await (await ask('/client', { cookie })).json());
    expect(response.sessions).toHaveLength(1);
    const handshake = await call(`/client/handshake?redirect_url=${application}`, { headers: { cookie } });
    const token = new URL(handshake.headers.get('location') ?? '').searchParams.get('__clerk_handshake');
    expect(readClaims(token ?? '').handshake).toEqual(
      expect.arrayContaining([expect.stringMatching(/^__session=ey/)]),
    );
  });

  it('is nobody to a page of somewhere else that has the cookie sent', async () => {
    const cookie = readCookie(await ask('/client', {}));
    await ask('/client/sign_ins', { cookie }, { identifier: ada.emailAddress, password: ada.password });
    const answer = await ask('/client', { cookie, origin: 'https://example.com' });
    expect(clientSchema.parse(await answer.json()).response.sessions).toEqual([]);
  });
});
