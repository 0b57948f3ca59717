import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src-api/metrics/create-metrics.ts';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { problemSchema } from '../../src-contracts/problems.ts';
import { createSecret } from '../../src-contracts/secret.ts';
import { testLaunchToken } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';
import { eventOf, signDelivery, webhookSecret } from '../integration/api/support/webhook-sender.ts';
import { readUse, type Use } from './process-use.ts';

/** `FUZZ_REQUESTS=100000 npx vitest run tests/fuzz/api.test.ts` sends so many, without a limit of time. */
const requests = Number(process.env.FUZZ_REQUESTS ?? 0);
const properties = 3;
const runs =
  requests > 0
    ? { numRuns: Math.ceil(requests / properties) }
    : { numRuns: 300, interruptAfterTimeLimit: 8_000, markInterruptAsFailure: false };
/** Of one test, in milliseconds. */
const patience = 20_000 + requests * 20;
const longestAnswer = 12_000;
const mostGrowthBytes = 60_000_000;
/** Idle connections of clients, and timers of what was closed a moment ago. */
const mostHandles = 20;

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
    'Authorization: Bearer the-token-of-the-fuzzed-API',
  ),
);
const anything = fc.anything({ maxDepth: 3 }).map((value) => JSON.stringify(value) ?? '');
const body = fc.oneof(
  fc.constant(''),
  fc.json(),
  fc.string({ unit: 'binary-ascii' }),
  fc
    .record({ firstName: fc.anything(), lastName: fc.string(), unsafeMetadata: fc.jsonValue() })
    .map((value) => JSON.stringify(value)),
  anything,
);

/** Headers and body of a delivery that is signed as it should be, whatever it says. */
const delivery = fc
  .tuple(fc.constantFrom('user.updated', 'session.ended', 'email.created'), fc.jsonValue())
  .map(([type, value]) => {
    const { headers, body } = signDelivery(eventOf(type, { id: value, user_id: value }));
    return { headers: Object.entries(headers).map(([name, text]) => `${name}: ${text}`), body };
  });
const metricsToken = 'the-token-of-the-fuzzed-API';

let answered = 0;

describe('any request', () => {
  let before: Use;
  beforeAll(() => {
    before = readUse();
  });
  // After the servers have been closed: hooks run in reverse order.
  afterAll(() => {
    // What the harness keeps for other tests.
    for (const running of [headless, embedded]) {
      running().api.forgetLog();
      running().clerk.requests.length = 0;
    }
    const after = readUse();
    process.stderr.write(
      `${answered} requests; before ${JSON.stringify(before)}, after ${JSON.stringify(after)}\n`,
    );
    expect(after.heapBytes - before.heapBytes).toBeLessThan(mostGrowthBytes);
    expect(after.handles).toBeLessThanOrEqual(before.handles + mostHandles);
  });
  const metrics = createMetrics({ version: '0.1.0', connection: 'instance' });
  const headless = useApi({
    extra: { webhookSecret, metrics, metricsToken: createSecret(metricsToken) },
  });
  const embedded = useApi({ mode: 'embedded' });

  it.each([
    ['headless', headless],
    ['embedded', embedded],
  ])(
    'is answered without a fault, and with problem details when refused: %s',
    async (_mode, running) => {
      const { api, clerk } = running();
      const good = await clerk.signToken();
      const token = fc.constantFrom(`Authorization: Bearer ${good}`, `Authorization: Bearer ${good}x`);
      const host = hostOf(api.port);
      const request = fc.oneof(
        {
          weight: 9,
          arbitrary: fc.record({
            method: fc.constantFrom(...methods),
            target,
            host,
            headers: fc.array(fc.oneof(header, token), { maxLength: 5 }),
            body,
          }),
        },
        {
          weight: 1,
          arbitrary: delivery.map((signed) => ({
            method: 'POST',
            target: '/webhooks/clerk',
            host: `127.0.0.1:${api.port}`,
            ...signed,
          })),
        },
      );
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
          answered += 1;
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
        { ...runs, timeout: longestAnswer },
      );
    },
    patience,
  );

  it(
    'never opens a protected route by Host, Origin or a changed token',
    async () => {
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
          answered += 1;
        }),
        { ...runs, timeout: longestAnswer },
      );
    },
    patience,
  );
});
