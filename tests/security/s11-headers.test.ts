import { describe, expect, it } from 'vitest';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const paths = [...routeTable.map(({ path }) => path.replace(':id', 'sess_none')), '/no-such-route'];

describe('S11: every answer is private, inert and says nothing of its maker', () => {
  const running = useApi();

  it.each(paths)('%s, answered and refused', async (path) => {
    const { api, clerk } = running();
    for (const response of [
      await api.requestAs(await clerk.signToken(), path),
      await api.request(path),
      await api.request(path, { headers: { Origin: 'https://evil.example' } }),
      await api.request(path, { method: 'POST' }),
    ]) {
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      for (const name of ['x-powered-by', 'server', 'etag', 'set-cookie', 'location'])
        expect(response.headers.has(name)).toBe(false);
    }
  });
});
