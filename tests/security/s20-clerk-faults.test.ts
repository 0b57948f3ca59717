import { describe, expect, it } from 'vitest';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import type { Fault } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const clock = { time: 0 };
const isKeySet = (path: string) => path.endsWith('/jwks');

const faults: [string, Fault, number, string][] = [
  ['cuts the line', { kind: 'cut' }, 503, 'clerk-unreachable'],
  ['answers 500', { kind: 'status', status: 500 }, 503, 'clerk-unreachable'],
  ['answers 503', { kind: 'status', status: 503 }, 503, 'clerk-unreachable'],
  ['answers with what is not JSON to the SDK', { kind: 'charset' }, 503, 'clerk-unreachable'],
  ['never answers', { kind: 'hang' }, 503, 'clerk-unreachable'],
  ['asks to slow down', { kind: 'status', status: 429, retryAfter: 17 }, 429, 'clerk-rate-limited'],
  ['rejects the secret key', { kind: 'status', status: 401 }, 503, 'clerk-rejected-key'],
];

describe('S20: a fault of Clerk is never a pass', () => {
  const running = useApi({ now: () => clock.time });

  it.each(faults)('a session is not taken for active when Clerk %s', async (_name, fault, status, code) => {
    const { api, clerk } = running();
    clock.time += 10_000;
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    clock.time += 5_000;
    clerk.setFault((path) => (isKeySet(path) ? undefined : fault));
    const startedAt = performance.now();
    const response = await api.requestAs(await clerk.signToken());
    clerk.setFault(undefined);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(response.headers.get('retry-after')).toBe(status === 429 ? '17' : '5');
    expect(response.headers.has('www-authenticate')).toBe(false);
    expect(await readProblem(response)).toMatchObject({ status, code });
  });

  it('known keys go on for an hour without their source, then it is 503', async () => {
    const { api, clerk } = running();
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    clerk.setFault((path) => (isKeySet(path) ? { kind: 'cut' } : undefined));
    clock.time += 54 * 60_000;
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
    clock.time += 60 * 60_000;
    const refused = await api.requestAs(await clerk.signToken());
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await readProblem(refused)).toMatchObject({ status: 503, code: 'clerk-unreachable' });
    clerk.setFault(undefined);
    clock.time += 1_000;
    expect((await api.requestAs(await clerk.signToken())).status).toBe(200);
  });

  it('forged tokens are refused during an outage as well', async () => {
    const { api, clerk } = running();
    clerk.setFault(() => ({ kind: 'cut' }));
    const good = await clerk.signToken();
    const problem = await readProblem(await api.requestAs(`${good.slice(0, -8)}AAAAAAAA`));
    clerk.setFault(undefined);
    expect(problem.code).toBe('token-signature-invalid');
  });
});
