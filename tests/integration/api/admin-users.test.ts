import { beforeAll, describe, expect, it } from 'vitest';
import { userPageSchema } from '../../../src-contracts/api-routes.ts';
import { readProblem, readProblemCode } from './support/api-under-test.ts';
import { ada, grace, useEmulatedApi } from './support/emulated-clerk.ts';
import { useApi } from './support/use-api.ts';

describe('GET /v1/admin/users', () => {
  const running = useEmulatedApi();
  let token = '';
  let adaId = '';

  const setRole = (role: unknown) =>
    running().clerk.askBackendApi(`/users/${adaId}/metadata`, {
      method: 'PATCH',
      body: JSON.stringify({ public_metadata: { role } }),
    });
  const read = async (query = '') => {
    const response = await running().api.requestAs(token, `/v1/admin/users${query}`);
    const { users, totalCount } = userPageSchema.parse(await response.json());
    return { emails: users.map(({ email }) => email), totalCount };
  };

  beforeAll(async () => {
    const { clerk } = running();
    adaId = await clerk.findUserId(ada);
    token = await clerk.mintToken(await clerk.createSession(ada));
    for (const name of ['one', 'two', 'three'])
      await clerk.askBackendApi('/users', {
        method: 'POST',
        body: JSON.stringify({ email_address: [`${name}@example.org`], skip_password_requirement: true }),
      });
    await setRole('admin');
  });

  it('lists all users and counts them', async () => {
    const { emails, totalCount } = await read();
    expect(totalCount).toBe(5);
    expect(emails.toSorted()).toEqual(
      [ada.email, grace.email, 'one@example.org', 'two@example.org', 'three@example.org'].toSorted(),
    );
  });

  it('answers page by page, each user once, with the count of all', async () => {
    const pages = [
      await read('?limit=2'),
      await read('?limit=2&offset=2'),
      await read('?limit=2&offset=4'),
      await read('?limit=2&offset=6'),
    ];
    expect(pages.map(({ emails }) => emails.length)).toEqual([2, 2, 1, 0]);
    expect(new Set(pages.flatMap(({ emails }) => emails)).size).toBe(5);
    expect(pages.map(({ totalCount }) => totalCount)).toEqual([5, 5, 5, 5]);
  });

  it('finds users by part of a name or address', async () => {
    expect(await read('?query=example.org')).toMatchObject({ totalCount: 3 });
    expect(await read('?query=lovel')).toEqual({ emails: [ada.email], totalCount: 1 });
    expect(await read('?query=nobody')).toEqual({ emails: [], totalCount: 0 });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', ''],
    ['limit', '-1'],
    ['limit', '1e1'],
    ['limit', '1&limit=2'],
    ['offset', '-1'],
    ['offset', '1.5'],
    ['offset', '9999999999'],
    ['query', ''],
    ['query', 'x'.repeat(257)],
    ['order_by', 'email_address'],
  ])('refuses %s=%s', async (field, value) => {
    const response = await running().api.requestAs(token, `/v1/admin/users?${field}=${value}`);
    expect(await readProblem(response)).toMatchObject({
      status: 400,
      code: 'invalid-request',
      errors: [{ field }],
    });
  });

  it.each(['Admin', 'administrator', '', null, true, ['admin'], { admin: true }])(
    'is refused to the role %j, with the name of the permission',
    async (role) => {
      await setRole(role);
      expect(await readProblem(await running().api.requestAs(token, '/v1/admin/users'))).toMatchObject({
        status: 403,
        code: 'permission-missing',
        detail: expect.stringContaining('admin:users'),
      });
    },
  );

  it('is allowed and refused with the next request after the role was given and taken', async () => {
    await setRole('admin');
    expect((await read()).totalCount).toBe(5);
    await setRole(null);
    const refused = await running().api.requestAs(token, '/v1/admin/users');
    expect(await readProblemCode(refused)).toBe('permission-missing');
  });
});

describe('GET /v1/admin/users when Clerk', () => {
  const running = useApi();

  it.each([
    ['cannot be reached', { kind: 'cut' }, 503, 'clerk-unreachable'],
    ['answers nonsense', { kind: 'charset' }, 503, 'clerk-unreachable'],
    ['has no user', { kind: 'status', status: 404 }, 401, 'user-not-found'],
  ] as const)('%s while the role is looked up: no pass', async (_name, fault, status, code) => {
    const { api, clerk } = running();
    clerk.setFault((path) => (path === '/v1/users/user_ada' ? fault : undefined));
    const response = await api.requestAs(await clerk.signToken(), '/v1/admin/users');
    expect(await readProblem(response)).toMatchObject({ status, code });
    expect(clerk.requests.filter((request) => request === 'GET /v1/users')).toEqual([]);
    clerk.setFault(undefined);
  });
});
