import { describe, expect, it } from 'vitest';
import { healthSchema, readinessSchema, serviceInfoSchema } from '../../../src-contracts/api-routes.ts';
import { readProblem, readProblemCode } from './support/api-under-test.ts';
import { useEmulatedApi } from './support/emulated-clerk.ts';
import { useApi } from './support/use-api.ts';

describe('with an emulator', () => {
  const running = useEmulatedApi();

  it('says which service it is', async () => {
    const response = await running().api.request('/');
    expect(serviceInfoSchema.parse(await response.json())).toEqual({
      message: 'Clerk Express Backend is running',
      name: 'frontdesk-api',
      version: '0.1.0',
      connection: 'emulator',
    });
  });

  it('is alive and ready', async () => {
    const { api } = running();
    expect(healthSchema.parse(await (await api.request('/healthz')).json())).toEqual({ status: 'ok' });
    expect(readinessSchema.parse(await (await api.request('/readyz')).json())).toEqual({
      status: 'ready',
      checks: { signingKeys: 'ok', backendApi: 'ok', redis: 'not-used' },
    });
  });

  it('answers HEAD like GET, without a body', async () => {
    const { api } = running();
    for (const path of ['/', '/healthz', '/openapi.json', '/protected', '/no-such-route']) {
      const get = await api.request(path);
      const head = await api.request(path, { method: 'HEAD' });
      expect([head.status, await head.text()]).toEqual([get.status, '']);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    }
  });

  it.each(['/', '/healthz', '/readyz', '/openapi.json'])(
    '%s refuses queries it does not know',
    async (path) => {
      const problem = await readProblem(await running().api.request(`${path}?verbose=1`));
      expect(problem).toMatchObject({ code: 'invalid-request', errors: [{ field: 'verbose' }] });
    },
  );
});

describe('when Clerk fails', () => {
  const running = useApi();

  it.each([
    ['cannot be reached', { kind: 'cut' }, 'clerk-unreachable'],
    ['rejects the secret key', { kind: 'status', status: 401 }, 'clerk-rejected-key'],
  ] as const)('is not ready while it %s, says why, and recovers', async (_name, fault, reason) => {
    const { api, clerk } = running();
    clerk.setFault(() => fault);
    const response = await api.request('/readyz');
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await readProblem(response)).toMatchObject({
      status: 503,
      code: 'not-ready',
      detail: expect.stringContaining(reason),
      checks: { backendApi: 'failed', redis: 'not-used' },
    });
    expect((await api.request('/healthz')).status).toBe(200);
    clerk.setFault(undefined);
    await expect.poll(async () => (await api.request('/readyz')).status, { timeout: 3_000 }).toBe(200);
  });

  it('asks Clerk once for 200 first requests of one user at the same time', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' });
    clerk.requests.length = 0;
    const answers = await Promise.all(Array.from({ length: 200 }, () => api.requestAs(token)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(clerk.requests.filter((request) => !request.endsWith('/jwks')).toSorted()).toEqual([
      'GET /v1/sessions/sess_grace',
      'GET /v1/users/user_grace',
    ]);
  });
});

describe('with a public connection', () => {
  const running = useApi({
    settings: (clerk) => ({
      connection: 'public',
      publishableKey: clerk.settings().publishableKey,
      issuer: clerk.settings().issuer,
      jwtKey: clerk.keys[0]?.pem ?? '',
    }),
  });

  it.each([
    ['GET', '/protected'],
    ['GET', '/v1/me'],
    ['PATCH', '/v1/me', { firstName: 'Augusta' }],
    ['GET', '/v1/sessions'],
    ['POST', '/v1/sessions/revoke-others'],
    ['DELETE', '/v1/sessions/sess_ada'],
    ['GET', '/v1/organizations'],
    ['GET', '/v1/admin/users'],
  ])(
    '%s %s says that it cannot ask Clerk, once the token is verified',
    async (method, path, body?: object) => {
      const { api, clerk } = running();
      const sent = body
        ? { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
        : undefined;
      const response = await api.requestAs(await clerk.signToken(), path, { method, ...sent });
      expect([response.status, await readProblemCode(response)]).toEqual([501, 'backend-api-unavailable']);
      const token = await clerk.signToken({ iss: 'https://clerk.other.example' });
      expect(await readProblemCode(await api.requestAs(token, path, { method }))).toBe(
        'token-issuer-mismatch',
      );
      expect(await readProblemCode(await api.request(path, { method }))).toBe('token-missing');
      expect(clerk.requests).toEqual([]);
    },
  );

  it('is ready without a Backend API', async () => {
    expect(await (await running().api.request('/readyz')).json()).toEqual({
      status: 'ready',
      checks: { signingKeys: 'ok', backendApi: 'not-used', redis: 'not-used' },
    });
  });
});
