import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from '../../src-api/create-api.ts';
import { createLogger } from '../../src-api/logger.ts';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { type ApiServer, startServer } from '../../src-api/server.ts';
import { testLaunchToken } from '../integration/api/support/api-under-test.ts';
import {
  type ClerkFixture,
  createSigningKey,
  fixtureOrigin,
  startClerkFixture,
} from '../integration/api/support/clerk-fixture.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';

const runs = { numRuns: 400, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false };
const patience = 30_000;
const secondMilliseconds = 1_000;

const often = <Value>(usual: Value, others: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });

const methods = often('GET', fc.constantFrom('HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY'));
const paths = routeTable.map(({ path }) => path.replace(':id', 'sess_ada'));
const path = often(
  '/v1/me',
  fc.oneof(
    fc.constantFrom(...paths),
    fc.constantFrom('/v1/me/', '/V1/me', '//v1/me', '/v1/m%65', '/v1/me%3F', '/v1/me#x', '/v1/me;a', '/v1'),
  ),
);
const parameter = fc
  .tuple(
    fc.constantFrom('session_id', 'limit', 'offset', 'query', 'session_id[]', '__proto__', 'x', ''),
    fc.oneof(
      fc.constantFrom(
        'sess_ada',
        'sess_grace',
        '1',
        '100',
        '101',
        '-1',
        '%',
        '%zz',
        '%00',
        'a+b',
        'a%20b',
        '',
      ),
      fc.string({ unit: fc.constantFrom(...'abc%=?/;+[]é') }),
    ),
    fc.constantFrom('=', ''),
  )
  .map((parts) => [parts[0], parts[2], parts[1]].join(''));
const query = often(
  '',
  fc.array(parameter, { maxLength: 4 }).map((parameters) => `?${parameters.join('&')}`),
);
const oneOf = (...lines: string[][]) => fc.constantFrom<string[]>(...lines);
const origins = often(
  [],
  oneOf(
    [`Origin: ${fixtureOrigin}`],
    ['Origin: null'],
    ['Origin: https://evil.example'],
    [`Origin: ${fixtureOrigin}`, `Origin: ${fixtureOrigin}`],
    ['Sec-Fetch-Site: cross-site'],
    ['Sec-Fetch-Site: none', `Origin: ${fixtureOrigin}`],
  ),
);
const launchTokens = often(
  [`X-Frontdesk-Launch-Token: ${testLaunchToken}`],
  oneOf([], ['X-Frontdesk-Launch-Token: x']),
);
const others = often(
  [],
  oneOf(
    ['Content-Length: 0'],
    ['Content-Length: 2', 'Content-Type: application/json'],
    ['Content-Length: 2'],
    ['Transfer-Encoding: chunked'],
    ['Expect: 100-continue'],
    ['Accept: text/html', 'If-None-Match: *', 'Range: bytes=0-1'],
    ['X-Forwarded-For: 203.0.113.1', 'X-Request-Id: mine'],
  ),
);

type Lane = { server: ApiServer; log: string[] };

/** The same API twice, on ports of their own: with the short way, and as the Express application alone. */
describe.each(['headless', 'embedded'] as const)('any request to the %s API', (mode) => {
  let clerk: ClerkFixture;
  let tokens: fc.Arbitrary<string[]>;
  let time = 0;
  const lanes: Lane[] = [];

  beforeAll(async () => {
    clerk = await startClerkFixture();
    clerk.addUser('user_ada', 'sess_ada');
    clerk.addUser('user_grace', 'sess_grace');
    clerk.addUser('user_eve', 'sess_eve');
    clerk.sessions.set('sess_eve', { userId: 'user_eve', status: 'revoked' });
    for (const isWhole of [true, false]) {
      const log: string[] = [];
      const logger = createLogger('info', { write: (line) => void log.push(line) });
      const api = createApi({
        clerk: clerk.settings(),
        authorizedParties: [fixtureOrigin],
        requireAuthorizedParty: mode === 'embedded',
        ...(mode === 'embedded' ? { launchToken: testLaunchToken } : {}),
        logger,
        version: '0.1.0',
        // Some requests are beyond the limit, most are not.
        settings: { FRONTDESK_RATE_LIMIT_PER_TOKEN: 25, FRONTDESK_RATE_LIMIT_TOTAL: 55 },
        now: () => time,
      });
      const createListener = () => (isWhole ? api.listener : api.app);
      const started = await startServer({ port: 0, createListener, logger });
      if (!started.ok) throw new Error(started.error.problem.reason);
      lanes.push({ server: started.data, log });
    }
    const good = await clerk.signToken();
    const expired = await clerk.signToken({ exp: Math.floor(Date.now() / 1_000) - 60 });
    const foreign = await clerk.signToken({}, {}, await createSigningKey('ins_first'));
    tokens = often(
      [`Authorization: Bearer ${good}`],
      oneOf(
        [],
        [`Authorization: Bearer ${await clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' })}`],
        [`Authorization: Bearer ${await clerk.signToken({ sub: 'user_eve', sid: 'sess_eve' })}`],
        [`Authorization: Bearer ${await clerk.signToken({ azp: undefined })}`],
        [`authorization: bearer   ${good}`],
        [`Authorization: Bearer ${expired}`],
        [`Authorization: Bearer ${foreign}`],
        [`Authorization: Basic ${good}`],
        [`Authorization: Bearer ${good} x`],
        ['Authorization: '],
        ['Authorization: Bearer a.b.c'],
        [`Authorization: Bearer ${good}`, `Authorization: Bearer ${good}`],
      ),
    );
  });
  afterAll(async () => {
    for (const { server } of lanes) await server.close();
    await clerk.close();
  });

  const read = async ({ server }: Lane, method: string, target: string, lines: readonly string[]) => {
    const { port } = server;
    const head = [`${method} ${target} HTTP/1.1`, ...lines, 'Connection: close'].join('\r\n');
    const body = lines.includes('Transfer-Encoding: chunked') ? '0\r\n\r\n' : '{}';
    const hasBody = lines.some((line) => /^(Content-Length: 2|Transfer-Encoding)/.test(line));
    const bytes = `${head.replaceAll('PORT', String(port))}\r\n\r\n${hasBody ? body : ''}`;
    const answer = await sendRaw(port, bytes);
    const id = answer.headers.get('x-request-id') ?? '';
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const headers = Object.fromEntries([...answer.headers].toSorted());
    const text = answer.body.replaceAll(id, 'ID');
    return { status: answer.status, headers: { ...headers, 'x-request-id': 'ID', date: '' }, text };
  };
  /** Every field of the lines of the log but those that tell of one request or process. */
  const readLines = (log: string[]) =>
    log.splice(0).map((line) => {
      const { requestId: _id, time: _time, milliseconds: _duration, ...rest } = JSON.parse(line);
      return rest;
    });

  it(
    'is answered and logged by the short way as by Express',
    async () => {
      const seen = new Map<number, number>();
      const host = often('127.0.0.1:PORT', fc.constantFrom('localhost:PORT', '127.0.0.1', 'evil.example'));
      const parts = fc.tuple(origins, launchTokens, others, tokens);
      await fc.assert(
        fc.asyncProperty(methods, path, query, host, parts, async (method, place, search, name, headers) => {
          time += secondMilliseconds;
          const lines = [`Host: ${name}`, ...headers.flat()];
          const answers = [];
          for (const lane of lanes) answers.push(await read(lane, method, `${place}${search}`, lines));
          const [short, express] = answers;
          expect(short).toEqual(express);
          await expect.poll(() => lanes[0]?.log.length).toBe(lanes[1]?.log.length);
          const [ofShort, ofExpress] = lanes.map(({ log }) => readLines(log));
          expect(ofShort).toEqual(ofExpress);
          seen.set(short?.status ?? 0, (seen.get(short?.status ?? 0) ?? 0) + 1);
        }),
        runs,
      );
      for (const status of [200, 401, 403, 421]) expect(seen.get(status) ?? 0).toBeGreaterThan(0);
    },
    patience,
  );
});
