import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { createMetrics } from '../../src-api/metrics/create-metrics.ts';
import type {
  MachinePermission,
  openRoute,
  Permission,
  Route,
  sessionRoute,
} from '../../src-api/routes/route.ts';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { createSecret } from '../../src-contracts/secret.ts';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { ada, useEmulatedApi } from '../integration/api/support/emulated-clerk.ts';
import { webhookSecret } from '../integration/api/support/webhook-sender.ts';

/** Written down a second time on purpose: opening a route to more callers takes two changes. */
const declared: Record<string, Permission> = {
  'get /': 'public',
  'get /healthz': 'public',
  'get /readyz': 'public',
  'get /protected': 'session',
  'get /v1/me': 'session',
  'patch /v1/me': 'session',
  'get /v1/sessions': 'session',
  'post /v1/sessions/revoke-others': 'session',
  'delete /v1/sessions/:id': 'session',
  'get /v1/organizations': 'session',
  'get /v1/admin/users': 'admin:users',
  'post /webhooks/clerk': 'webhook',
  'get /metrics': 'metrics',
  'get /openapi.json': 'public',
};

const keyOf = ({ method, path }: Pick<Route, 'method' | 'path'>) => `${method} ${path}`;

/** Bodies with which the routes that need one go through. */
const bodies: Record<string, unknown> = {
  'patch /v1/me': { lastName: 'Lovelace' },
  'post /webhooks/clerk': { type: 'user.deleted', data: { id: 'user_ada' } },
};

const roles = [
  'nobody',
  'somebody whose session has ended',
  'a user',
  'a user who calls herself an administrator',
  'an administrator',
] as const;
type Role = (typeof roles)[number];

const everybody = (problem: string) => Object.fromEntries(roles.map((role) => [role, problem]));
const unsigned = { nobody: 'token-missing', 'somebody whose session has ended': 'session-not-active' };

/** The problem that keeps a role from a permission's routes. */
const refusals: Record<Permission, Partial<Record<Role, string>>> = {
  public: {},
  webhook: everybody('webhook-signature-invalid'),
  metrics: everybody('metrics-token-invalid'),
  session: unsigned,
  'admin:users': {
    ...unsigned,
    'a user': 'permission-missing',
    'a user who calls herself an administrator': 'permission-missing',
  },
};

describe('S23: permissions are declared in the route table', () => {
  const running = useEmulatedApi({
    extra: {
      webhookSecret,
      metrics: createMetrics({ version: '0.1.0', connection: 'emulator' }),
      metricsToken: createSecret('the token of this test'),
    },
  });
  const tokens = new Map<Role, string>();

  beforeAll(async () => {
    const { clerk } = running();
    const ended = await clerk.createSession(ada);
    tokens.set('somebody whose session has ended', await clerk.mintToken(ended));
    await clerk.askBackendApi(`/sessions/${ended}/revoke`, { method: 'POST' });
    for (const [role, metadata] of [
      ['a user', {}],
      ['a user who calls herself an administrator', { unsafe_metadata: { role: 'admin' } }],
      ['an administrator', { public_metadata: { role: 'admin' } }],
    ] as const) {
      const email = `${tokens.size}@example.com`;
      const user = { email_address: [email], skip_password_requirement: true, ...metadata };
      await clerk.askBackendApi('/users', { method: 'POST', body: JSON.stringify(user) });
      tokens.set(role, await clerk.mintToken(await clerk.createSession({ email })));
    }
  });

  it('does not compile a route without a permission, nor a public one that asks for a session', () => {
    type SessionRoute = Parameters<typeof sessionRoute>[0];
    type OpenRoute = Parameters<typeof openRoute>[0];
    expectTypeOf<Omit<SessionRoute, 'permission'>>().not.toExtend<SessionRoute>();
    expectTypeOf<Omit<OpenRoute, 'permission'>>().not.toExtend<OpenRoute>();
    expectTypeOf<Omit<Route, 'permission'>>().not.toExtend<Route>();
    expectTypeOf<SessionRoute['permission']>().toEqualTypeOf<
      Exclude<Permission, 'public' | MachinePermission>
    >();
    expectTypeOf<OpenRoute['permission']>().toEqualTypeOf<'public'>();
  });

  it('declares for each route what is written down here', () => {
    expect(Object.fromEntries(routeTable.map((route) => [keyOf(route), route.permission]))).toEqual(declared);
  });

  const matrix = routeTable.flatMap((route) => roles.map((role) => ({ ...route, role })));
  it.each(matrix)('$method $path, called by $role', async ({ method, path, permission, role }) => {
    const { api } = running();
    const token = tokens.get(role);
    const body = bodies[keyOf({ method, path })];
    const response = await api.request(path.replace(':id', 'sess_none'), {
      method: method.toUpperCase(),
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const refusal = refusals[permission][role];
    if (refusal) expect(await readProblemCode(response)).toBe(refusal);
    else expect([200, 204, 404]).toContain(response.status);
  });
});
