import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src-api/logger.ts';
import { testLaunchToken } from '../integration/api/support/api-under-test.ts';
import { fixtureSecretKey } from '../integration/api/support/clerk-fixture.ts';
import { sendRaw } from '../integration/api/support/raw-request.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S06: no token, key, header or query value reaches the log', () => {
  const running = useApi({ mode: 'embedded' });

  it('holds after every way of succeeding and failing', async () => {
    const { api, clerk } = running();
    const good = await clerk.signToken();
    const forged = `${good.slice(0, -6)}AAAAAA`;
    const canary = 'QUERY-CANARY-5f2b';
    await api.requestAs(good);
    await api.requestAs(good, `/protected?session_id=${canary}`);
    await api.requestAs(good, `/v1/me?${canary}=${canary}`);
    await api.requestAs(good, `/v1/sessions/${canary}`, { method: 'DELETE' });
    await api.requestAs(forged);
    await api.requestAs(`${canary}.${canary}.${canary}`);
    await api.requestAs(good, `/${canary}`);
    await api.requestAs(good, `/%E0%A4%A${canary}`);
    await api.request('/', { headers: { Origin: `https://${canary}.example` } });
    await sendRaw(
      api.port,
      `GET /${canary} HTTP/1.1\r\nHost: ${canary}\r\nAuthorization: Bearer ${good}\r\n\r\n`,
    );
    await sendRaw(api.port, `${canary}\r\n\r\n`);
    for (const kind of ['cut', 'charset'] as const) {
      clerk.setFault(() => ({ kind }));
      await api.requestAs(await clerk.signToken({ sid: `sess_${kind}` }));
    }
    clerk.setFault(() => ({ kind: 'status', status: 401 }));
    await api.requestAs(await clerk.signToken({ sid: 'sess_other' }));
    clerk.setFault(undefined);

    const log = api.readLog();
    expect(log).toContain('token-signature-invalid');
    expect(log).toContain('clerk-rejected-key');
    for (const secret of [
      good,
      forged,
      canary,
      testLaunchToken,
      fixtureSecretKey,
      'Bearer',
      ...good.split('.'),
    ])
      expect(log).not.toContain(secret);
  });

  it('redacts what code would log by mistake', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line) => void lines.push(line) });
    logger.info(
      { authorization: 'CANARY', clerk: { secretKey: 'CANARY' }, start: { launchToken: 'CANARY' } },
      'oops',
    );
    expect(lines.join('')).toContain('[secret]');
    expect(lines.join('')).not.toContain('CANARY');
  });

  it('logs the problem code and the request id of each failure', async () => {
    const { api } = running();
    const response = await api.request('/protected');
    const { instance } = await response.json();
    await expect
      .poll(() =>
        api
          .readLog()
          .split('\n')
          .filter((line) => line.includes(instance)),
      )
      .toEqual([expect.stringContaining('"problem":"token-missing"')]);
    expect(response.headers.get('x-request-id')).toBe(instance);
  });
});
