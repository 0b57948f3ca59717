import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src-api/metrics/create-metrics.ts';
import { createSecret } from '../../src-contracts/secret.ts';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const token = 'METRICS-TOKEN-CANARY-4711';
const metricsApi = {
  metrics: createMetrics({ version: '0.1.0', connection: 'instance' }),
  metricsToken: createSecret(token),
};
const authorization = { Authorization: `Bearer ${token}` };

describe('S49: metrics are for who has their token, and name nobody', () => {
  const running = useApi({ extra: metricsApi });
  const off = useApi();
  const embedded = useApi({ mode: 'embedded' });
  const scrape = async () => (await running().api.request('/metrics', { headers: authorization })).text();

  it('are off unless a token is set', async () => {
    for (const { api } of [off(), embedded()])
      expect(await readProblem(await api.request('/metrics', { headers: authorization }))).toMatchObject({
        status: 404,
        detail: 'Metrics are off here.',
      });
  });

  it.each([
    ['no token', {}],
    ['a wrong one', { Authorization: `Bearer ${token}x` }],
    ['its beginning', { Authorization: `Bearer ${token.slice(0, -1)}` }],
    ['the token alone', { Authorization: token }],
    ['it in the wrong place', { 'X-Frontdesk-Launch-Token': token }],
  ])('are refused to a caller with %s, from loopback too', async (_name, headers) => {
    const response = await running().api.request('/metrics', { headers });
    expect(await readProblem(response)).toMatchObject({ status: 401, code: 'metrics-token-invalid' });
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="frontdesk"');
  });

  it('are refused to a signed-in user, and their token opens nothing else', async () => {
    const { api, clerk } = running();
    expect((await api.requestAs(await clerk.signToken(), '/metrics')).status).toBe(401);
    expect((await api.requestAs(token, '/protected')).status).toBe(401);
  });

  it('hold nothing that a caller sent, and do not grow with it', async () => {
    const { api, clerk } = running();
    const good = await clerk.signToken();
    await api.requestAs(good);
    await api.requestAs(good, '/v1/sessions/sess_CANARY', { method: 'DELETE' });
    await scrape();
    const seriesOf = (text: string) => text.split('\n').map((line) => line.replace(/ \S+$/, ''));
    const before = seriesOf(await scrape()).length;
    for (let count = 0; count < 50; count += 1) {
      await api.requestAs(good, `/v1/sessions/sess_CANARY${count}`, { method: 'DELETE' });
      await api.request(`/CANARY${count}`);
      await api.requestAs(`${good}CANARY${count}`);
      await sendRaw(api.port, `CANARY${count} / HTTP/1.1\r\nHost: CANARY${count}\r\n\r\n`);
    }
    for (const method of ['PURGE', 'TRACE', 'MKCOL'])
      await sendRaw(api.port, `${method} / HTTP/1.1\r\nHost: 127.0.0.1:${api.port}\r\n\r\n`);
    const text = await scrape();
    expect(text).not.toMatch(/CANARY|user_ada|sess_ada|ada@example|127\.0\.0\.1/);
    // One more method, one more status, one more problem, with their buckets.
    expect(seriesOf(text).length - before).toBeLessThan(60);
    for (const part of good.split('.')) expect(text).not.toContain(part);
    expect(api.readLog()).not.toContain(token);
  });
});
