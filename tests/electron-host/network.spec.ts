import { type ElectronApplication, expect, type Page, test } from 'playwright/test';
import { createUserData, type FixtureWindow, launchFixture, removeUserData } from './fixture-app.ts';
import { startLoopbackServer } from './loopback-server.ts';

declare const window: Window & typeof globalThis & FixtureWindow;

const userData = createUserData();
let app: ElectronApplication;
let page: Page;
let server: Awaited<ReturnType<typeof startLoopbackServer>>;

test.beforeAll(async () => {
  server = await startLoopbackServer();
  ({ app, page } = await launchFixture({ userData }));
});
test.afterAll(async () => {
  await app?.close();
  await server?.close();
  removeUserData(userData);
});

/** Outcome of a fetch in the page: status and text, or the name of the error. */
function fetchInPage(url: string, init: RequestInit = {}) {
  return page.evaluate(
    ([address, options]) =>
      fetch(address, options).then(
        async (answer) => ({ status: answer.status, text: await answer.text() }),
        (error: Error) => error.name,
      ),
    [url, init] as const,
  );
}

test('servers see the custom-scheme origin, in preflights as well', async () => {
  const seen = await page.evaluate(async (url) => {
    const answer = await fetch(url, { method: 'PUT', headers: { authorization: 'Bearer x' }, body: 'text' });
    return [answer.status, answer.headers.get('authorization'), answer.headers.get('x-hook')];
  }, `${server.url}/api`);
  expect(seen).toEqual([200, 'from-server', 'xhr']);
  const requests = server.requestsTo('/api');
  expect(requests.map(({ method, headers }) => [method, headers.origin])).toEqual([
    ['OPTIONS', 'frontdesk://app'],
    ['PUT', 'frontdesk://app'],
  ]);
  expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer x', 'sec-fetch-site': 'cross-site' });
  expect(requests[1]?.headers.referer).toBeUndefined();
  expect(requests[1]?.headers['user-agent']).toContain('HostFixture/1.2.3');
});

test('an answer that allows another origin is refused by CORS', async () => {
  expect(await fetchInPage(`${server.url}/foreign`)).toBe('TypeError');
  expect(server.requestsTo('/foreign')).toHaveLength(1);
});

test('event streams arrive event by event', async () => {
  const first = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    const reader = answer.body?.getReader();
    Reflect.set(window, 'reader', reader);
    return new TextDecoder().decode((await reader?.read())?.value);
  }, `${server.url}/stream`);
  expect(first).toBe('data: 1\n\n');
  server.continueStream();
  const second = await page.evaluate(async () => {
    const reader: ReadableStreamDefaultReader<Uint8Array> = Reflect.get(window, 'reader');
    return new TextDecoder().decode((await reader.read()).value);
  });
  expect(second).toBe('data: 2\n\n');
});

test('WebSocket handshakes carry the custom-scheme origin', async () => {
  await page.evaluate(
    (url) =>
      new Promise<void>((resolve) => {
        new WebSocket(url).onclose = () => resolve();
      }),
    `ws://127.0.0.1:${server.port}/socket`,
  );
  expect(server.requestsTo('/socket').map(({ headers }) => headers.origin)).toEqual(['frontdesk://app']);
});

test('multipart uploads, empty answers, HEAD and compressed answers pass', async () => {
  await page.evaluate(async (url) => {
    const form = new FormData();
    form.append('file', new Blob(['x'.repeat(300_000)], { type: 'image/png' }), 'avatar.png');
    await fetch(url, { method: 'POST', body: form });
  }, `${server.url}/upload`);
  const upload = server.requestsTo('/upload').find(({ method }) => method === 'POST');
  expect(upload?.headers['content-type']).toContain('multipart/form-data');
  expect(upload?.body).toContain('name="file"; filename="avatar.png"');
  expect(upload?.body.length).toBeGreaterThan(300_000);
  expect(await fetchInPage(`${server.url}/empty`)).toEqual({ status: 204, text: '' });
  expect(await fetchInPage(`${server.url}/head`, { method: 'HEAD' })).toEqual({ status: 200, text: '' });
  expect(await fetchInPage(`${server.url}/gzip`)).toEqual({ status: 200, text: 'unpacked by the browser' });
});

test('servers that are down or drop the connection are network failures, not HTTP errors', async () => {
  const gone = await startLoopbackServer();
  await gone.close();
  expect(await fetchInPage(gone.url)).toBe('TypeError');
  expect(await fetchInPage(`${server.url}/drop`)).toBe('TypeError');
  expect(await fetchInPage(`${server.url}/cut`).catch(String)).toContain('TypeError');
});

test('nothing but loopback can be reached', async () => {
  const reach = (url: string) =>
    page.evaluate((address) => fetch(address, { mode: 'no-cors' }).catch(String), url);
  // The policy of the page stops these before they leave it, so the proxy is asked from a page without one.
  await app.evaluate(async ({ BrowserWindow }, url) => {
    const bare = new BrowserWindow({ show: false });
    await bare.loadURL(url);
    Reflect.set(globalThis, 'bare', bare);
  }, server.url);
  const fromBarePage = (url: string) =>
    app.evaluate((_electron, address) => {
      const { webContents } = Reflect.get(globalThis, 'bare');
      return webContents.executeJavaScript(
        `fetch('${address}', { mode: 'no-cors' }).then(() => 'reached', String)`,
      );
    }, url);
  expect(await fromBarePage('http://example.com/')).toContain('TypeError');
  expect(await fromBarePage('https://example.com/')).toContain('TypeError');
  expect(await fromBarePage(server.url)).toBe('reached');
  expect(await reach('http://example.com/')).toContain('TypeError');
  await app.evaluate(() => Reflect.get(globalThis, 'bare').destroy());
});

test('the Content-Security-Policy of the app is in force', async () => {
  const facts = await page.evaluate(() => {
    const heading = getComputedStyle(document.querySelector('h1') ?? document.body);
    return [window.inlineScriptRan, heading.color, heading.backgroundColor];
  });
  // Neither the inline script nor the inline style without the nonce was applied; the one with it was.
  expect(facts).toEqual([undefined, 'rgb(0, 0, 0)', 'rgb(4, 5, 6)']);
});

test('requests to the own scheme reach the protocol handler as such', async () => {
  const get = await fetchInPage('/echo');
  const post = await fetchInPage('/echo', { method: 'POST', body: 'written' });
  const [first, second] = [get, post].map((answer) =>
    typeof answer === 'string' ? answer : JSON.parse(answer.text),
  );
  expect(first).toMatchObject({ method: 'GET', body: '', headers: { 'sec-fetch-site': 'same-origin' } });
  expect(first.headers.origin).toBeUndefined();
  expect(second).toMatchObject({ method: 'POST', body: 'written', headers: { origin: 'frontdesk://app' } });
  expect(await fetchInPage('/encoded')).toEqual({ status: 200, text: 'decoded already' });
  expect(await fetchInPage('/empty')).toEqual({ status: 204, text: '' });
  expect(await fetchInPage('/absent.js')).toEqual({ status: 404, text: 'missing' });
  expect(await fetchInPage('/broken')).toBe('TypeError');
});

test('net.fetch reaches files, the own scheme and loopback, and nothing else', async () => {
  const outcomes = await app.evaluate(async ({ net, app }, url) => {
    const read = (address: string) =>
      net
        .fetch(address)
        .then(async (answer) => `${answer.status} ${(await answer.text()).slice(0, 15)}`, String);
    const base = `file://${app.getAppPath()}`;
    return [
      await read(`${base}/index.html`),
      await read(`${base}/absent.html`),
      await read('frontdesk://app/'),
      await read(url),
      await read('https://example.com/'),
    ];
  }, server.url);
  expect(outcomes).toEqual([
    '200 <!doctype html>',
    'TypeError: net::ERR_FILE_NOT_FOUND',
    '200 <!doctype html>',
    '200 {"status":"ok"}',
    'TypeError: net::ERR_INTERNET_DISCONNECTED',
  ]);
});

test('webRequest hooks cancel, redirect and change requests', async () => {
  await app.evaluate(({ session }) => {
    const { webRequest } = session.defaultSession;
    webRequest.onBeforeRequest({ urls: ['*://*/hook/*'] }, ({ url }, respond) =>
      respond(url.endsWith('/stop') ? { cancel: true } : { redirectURL: 'frontdesk://app/empty' }),
    );
    webRequest.onBeforeSendHeaders(({ requestHeaders }, respond) =>
      respond({ requestHeaders: { ...requestHeaders, 'x-added': 'yes' } }),
    );
  });
  expect(await fetchInPage('/hook/stop')).toBe('TypeError');
  expect(await fetchInPage('/hook/moved')).toEqual({ status: 204, text: '' });
  await fetchInPage(`${server.url}/hooked`);
  expect(server.requestsTo('/hooked')[0]?.headers['x-added']).toBe('yes');
});

test('interception by Playwright works', async () => {
  await page.route('**/mocked', (route) =>
    route.fulfill({ json: { mocked: true }, headers: { 'access-control-allow-origin': '*' } }),
  );
  expect(await fetchInPage(`${server.url}/mocked`)).toEqual({ status: 200, text: '{"mocked":true}' });
  expect(server.requestsTo('/mocked')).toHaveLength(0);
  await page.unrouteAll();
});
