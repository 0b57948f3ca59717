import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { launchTokenHeader } from '../../src-contracts/brand.ts';
import { readProblem, readProblemCode, testLaunchToken } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const guarded = routeTable.filter(({ path }) => path !== '/healthz');
const pathOf = (path: string) => path.replace(':id', 'sess_ada');

describe('S05: an embedded API asks every request but liveness for the launch token', () => {
  const embedded = useApi({ mode: 'embedded' });
  const headless = useApi();

  it.each(guarded)('$method $path', async ({ method, path }) => {
    const { api, clerk } = embedded();
    const Authorization = `Bearer ${await clerk.signToken()}`;
    const url = `${api.url}${pathOf(path)}`;
    const init = { method: method.toUpperCase() };
    const response = await fetch(url, { ...init, headers: { Authorization } });
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="frontdesk"');
    const { status, code } = await readProblem(response);
    expect([status, code]).toEqual([401, 'launch-token-missing']);
  });

  it('asks for it on unknown routes as well', async () => {
    const response = await fetch(`${embedded().api.url}/no-such-route`);
    expect(await readProblemCode(response)).toBe('launch-token-missing');
  });

  it.each([
    ['another', 'x'.repeat(43)],
    ['its beginning', testLaunchToken.slice(0, 42)],
    ['a longer one', `${testLaunchToken}x`],
    ['other case', testLaunchToken.toLowerCase()],
    ['an empty one', ''],
    ['it twice', `${testLaunchToken}, ${testLaunchToken}`],
  ])('refuses %s', async (_name, value) => {
    const response = await fetch(embedded().api.url, { headers: { [launchTokenHeader]: value } });
    expect(await readProblemCode(response)).toBe('launch-token-invalid');
  });

  it('compares whatever was given by digests of one length, in constant time', async () => {
    const { api } = embedded();
    const compare = vi.spyOn(crypto, 'timingSafeEqual');
    // Who imports it by name sees the spy as well.
    syncBuiltinESMExports();
    try {
      for (const [given, status] of [
        ['x', 401],
        ['x'.repeat(1_000), 401],
        [testLaunchToken, 200],
      ] as const) {
        compare.mockClear();
        const response = await fetch(api.url, { headers: { [launchTokenHeader]: given } });
        expect(response.status).toBe(status);
        expect(compare.mock.calls.flat().map(({ byteLength }) => byteLength)).toEqual([32, 32]);
      }
    } finally {
      compare.mockRestore();
      syncBuiltinESMExports();
    }
  });

  it('does not take it from the query', async () => {
    const { api } = embedded();
    const response = await fetch(`${api.url}/?${launchTokenHeader}=${testLaunchToken}`);
    expect(await readProblemCode(response)).toBe('launch-token-missing');
  });

  it('serves who has it, and liveness to all', async () => {
    const { api } = embedded();
    expect((await api.request('/')).status).toBe(200);
    expect((await fetch(`${api.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${api.url}/healthz/`)).status).toBe(401);
  });

  it('is not asked for by a headless API', async () => {
    expect((await headless().api.request('/')).status).toBe(200);
  });
});
