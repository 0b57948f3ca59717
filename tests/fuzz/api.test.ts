import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { problemSchema } from '../../src-contracts/problems.ts';
import { testLaunchToken } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const runs = { numRuns: 300, interruptAfterTimeLimit: 8_000, markInterruptAsFailure: false };

/** Characters that may stand in a header or a target without ending it. */
const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
});
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PURGE', 'QUERY'];
const paths = routeTable.map(({ path }) => path);
const target = fc.oneof(
  fc.constantFrom(...paths),
  fc.tuple(fc.constantFrom(...paths), visible).map(([path, rest]) => `${path}?${rest}`),
  fc
    .tuple(fc.constantFrom('/v1/sessions/', '/', '/v1/', '//'), visible)
    .map(([path, rest]) => `${path}${rest}`),
  fc.constantFrom(
    '*',
    'http://127.0.0.1/',
    '/%',
    '/%00',
    '/v1/sessions/%',
    '/v1/sessions/%2e%2e%2f',
    '/?__proto__=1',
  ),
);
const hostOf = (port: number) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(`127.0.0.1:${port}`) }, { weight: 1, arbitrary: visible });
const header = fc.oneof(
  visible.map((value) => `Origin: ${value}`),
  visible.map((value) => `Authorization: Bearer ${value}`),
  visible.map((value) => `Authorization: ${value}`),
  visible.map((value) => `Content-Type: ${value}`),
  visible.map((value) => `Accept: ${value}`),
  visible.map((value) => `Access-Control-Request-Method: ${value}`),
  fc.constantFrom(
    'Origin: frontdesk://app',
    'Origin: null',
    'Content-Type: application/json',
    'Content-Encoding: gzip',
    'Sec-Fetch-Site: cross-site',
    'Connection: close',
    'Expect: 100-continue',
    'Expect: tea',
    'Upgrade: websocket',
    'X-HTTP-Method-Override: DELETE',
    'If-None-Match: *',
    'Range: bytes=0-1',
    `X-Frontdesk-Launch-Token: ${testLaunchToken}`,
  ),
);
const body = fc.oneof(fc.constant(''), fc.json(), fc.string({ unit: 'binary-ascii' }));

describe('any request', () => {
  const headless = useApi();
  const embedded = useApi({ mode: 'embedded' });

  it.each([
    ['headless', headless],
    ['embedded', embedded],
  ])('is answered without a fault, and with problem details when refused: %s', async (_mode, running) => {
    const { api, clerk } = running();
    const good = await clerk.signToken();
    const token = fc.constantFrom(`Authorization: Bearer ${good}`, `Authorization: Bearer ${good}x`);
    const request = fc.record({
      method: fc.constantFrom(...methods),
      target,
      host: hostOf(api.port),
      headers: fc.array(fc.oneof(header, token), { maxLength: 5 }),
      body,
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ method, target, host, headers, body }) => {
        const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`];
        const lines = [
          `${method} ${target} HTTP/1.1`,
          `Host: ${host}`,
          'Connection: close',
          ...headers,
          ...length,
        ];
        const answer = await sendRaw(api.port, `${lines.join('\r\n')}\r\n\r\n${body}`);
        expect(answer.status).toBeGreaterThanOrEqual(200);
        expect(answer.status).not.toBe(500);
        expect(answer.headers.get('cache-control')).toBe('private, no-store');
        expect(answer.headers.get('access-control-allow-origin') ?? 'frontdesk://app').toBe(
          'frontdesk://app',
        );
        if (answer.status < 400) return;
        expect(answer.headers.get('content-type')).toBe('application/problem+json');
        if (method === 'HEAD') return;
        const problem = problemSchema.parse(JSON.parse(answer.body));
        expect(problem.status).toBe(answer.status);
      }),
      runs,
    );
  });

  it('never opens a protected route by Host, Origin or a changed token', async () => {
    const { api, clerk } = headless();
    const good = await clerk.signToken();
    const attempt = fc.oneof(
      fc.record({ host: visible, origin: fc.constant('frontdesk://app'), token: fc.constant(good) }),
      fc.record({ host: fc.constant(`127.0.0.1:${api.port}`), origin: visible, token: fc.constant(good) }),
      fc.record({
        host: fc.constant(`127.0.0.1:${api.port}`),
        origin: fc.constant('frontdesk://app'),
        token: fc
          .tuple(fc.nat(good.length - 3), fc.constantFrom(...'ABCabc019-_.'))
          .map(([at, character]) => good.slice(0, at) + character + good.slice(at + 1))
          .filter((token) => token !== good),
      }),
    );
    await fc.assert(
      fc.asyncProperty(attempt, async ({ host, origin, token }) => {
        const lines = [
          'GET /protected HTTP/1.1',
          `Host: ${host}`,
          `Origin: ${origin}`,
          `Authorization: Bearer ${token}`,
        ];
        const answer = await sendRaw(api.port, `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
        expect([400, 401, 403, 421]).toContain(answer.status);
      }),
      runs,
    );
  });
});
