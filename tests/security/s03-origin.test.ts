import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const foreignOrigins = [
  'null',
  'file://',
  'https://evil.example',
  'frontdesk://app.evil.example',
  'frontdesk://app/',
  'frontdesk://APP',
  'Frontdesk://app',
  'frontdesk://app:80',
  'frontdesk://other',
  'frontdesks://app',
  'http://app',
  'http://localhost:3000',
  'chrome-extension://abcdefghijklmnop',
  'frontdesk://app, https://evil.example',
  '',
];

describe('S03: an Origin, when present, must be exactly ours', () => {
  const running = useApi();

  it.each(foreignOrigins)('refuses %j on every kind of route', async (origin) => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    for (const path of ['/', '/healthz', '/protected', '/no-such-route']) {
      const response = await api.requestAs(token, path, { headers: { Origin: origin } });
      expect([response.status, await readProblemCode(response)]).toEqual([403, 'origin-not-allowed']);
      expect(response.headers.has('access-control-allow-origin')).toBe(false);
    }
  });

  it('refuses the address of the API itself, which serves no page', async () => {
    const { api } = running();
    expect((await api.request('/', { headers: { Origin: api.url } })).status).toBe(403);
  });

  it('refuses two Origin headers', async () => {
    const { api } = running();
    const lines = ['GET / HTTP/1.1', `Host: 127.0.0.1:${api.port}`, 'Origin: frontdesk://app'];
    const answer = await sendRaw(api.port, `${[...lines, 'Origin: frontdesk://app'].join('\r\n')}\r\n\r\n`);
    expect(answer.status).toBe(403);
  });

  it.each(['cross-site', 'same-site', 'anything'])(
    'refuses a request without an Origin that a browser calls %s',
    async (site) => {
      const { api } = running();
      const lines = ['GET / HTTP/1.1', `Host: 127.0.0.1:${api.port}`, `Sec-Fetch-Site: ${site}`];
      expect((await sendRaw(api.port, `${lines.join('\r\n')}\r\n\r\n`)).status).toBe(403);
    },
  );

  it.each(['same-origin', 'none'])('serves one that a browser calls %s', async (site) => {
    const { api } = running();
    const lines = ['GET / HTTP/1.1', `Host: 127.0.0.1:${api.port}`, `Sec-Fetch-Site: ${site}`];
    expect((await sendRaw(api.port, `${lines.join('\r\n')}\r\n\r\n`)).status).toBe(200);
  });

  it('serves our origin, and clients that send none', async () => {
    const { api } = running();
    expect((await api.request('/', { headers: { Origin: 'frontdesk://app' } })).status).toBe(200);
    expect((await api.request('/')).status).toBe(200);
  });
});
