import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import type { Fault } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const clock = { time: 0 };
const isKeySet = (path: string) => path.endsWith('/jwks');
/** Of one question to Clerk, and what the machine may need beside it. */
const timeLimit = 2_000;
const allowance = 800;

type Outcome = { who: string; status: number; code: string; milliseconds: number; retryAfter: string | null };

describe('S20: under load a faulty Clerk brings no wrong pass, and nobody waits beyond the time limit', () => {
  const running = useApi({ now: () => clock.time });
  let turn = 0;

  /** Ada and Grace are signed in, Mallory's session was revoked, Eve forged a token. */
  const requestEach = async (rounds: number): Promise<Outcome[]> => {
    const { api, clerk } = running();
    const good = await clerk.signToken();
    const tokens = {
      ada: good,
      grace: await clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' }),
      mallory: await clerk.signToken({ sub: 'user_mallory', sid: 'sess_mallory' }),
      eve: `${good.slice(0, -8)}AAAAAAAA`,
    };
    const request = async (who: string, token: string): Promise<Outcome> => {
      const startedAt = performance.now();
      const response = await api.requestAs(token);
      const milliseconds = performance.now() - startedAt;
      const code = response.ok ? 'ok' : await readProblemCode(response);
      return {
        who,
        status: response.status,
        code,
        milliseconds,
        retryAfter: response.headers.get('retry-after'),
      };
    };
    const requests = Array.from({ length: rounds }, () =>
      Object.entries(tokens).map(([who, token]) => request(who, token)),
    );
    return Promise.all(requests.flat());
  };

  const expectNoWrongPass = (outcomes: readonly Outcome[]): void => {
    for (const outcome of outcomes) {
      expect(['ok', 'session-not-active', 'token-signature-invalid', 'clerk-unreachable']).toContain(
        outcome.code,
      );
      if (outcome.who === 'mallory' || outcome.who === 'eve') expect(outcome.code).not.toBe('ok');
      if (outcome.code === 'clerk-unreachable') {
        expect(outcome.status).toBe(503);
        expect(['2', '5']).toContain(outcome.retryAfter);
      }
      expect(outcome.milliseconds).toBeLessThan(timeLimit + allowance);
    }
  };
  const codesOf = (outcomes: readonly Outcome[], who: string) =>
    new Set(outcomes.filter((outcome) => outcome.who === who).map(({ code }) => code));

  const misbehave = (fault: () => Fault | undefined): void =>
    running().clerk.setFault((path) => (isKeySet(path) ? undefined : fault()));

  const recover = async (): Promise<void> => {
    running().clerk.setFault(undefined);
    clock.time += 10_000;
    const isGood = async () => expect(codesOf(await requestEach(1), 'ada')).toEqual(new Set(['ok']));
    await vi.waitFor(isGood, { timeout: 6_000, interval: 100 });
  };

  beforeEach(async () => {
    const { clerk } = running();
    clerk.addUser('user_mallory', 'sess_mallory');
    clerk.sessions.set('sess_mallory', { userId: 'user_mallory', status: 'revoked' });
    await recover();
    expectNoWrongPass(await requestEach(1));
  });

  it('down: known sessions go on for their 5 seconds, then everybody gets 503, most of them at once', async () => {
    misbehave(() => ({ kind: 'cut' }));
    clock.time += 4_900;
    expect(codesOf(await requestEach(10), 'ada')).toEqual(new Set(['ok']));
    clock.time += 200;
    for (let burst = 0; burst < 4; burst += 1) {
      const outcomes = await requestEach(10);
      expectNoWrongPass(outcomes);
      for (const who of ['ada', 'grace'])
        expect(codesOf(outcomes, who)).toEqual(new Set(['clerk-unreachable']));
    }
    const before = running().clerk.requests.length;
    const outcomes = await requestEach(25);
    expectNoWrongPass(outcomes);
    expect(running().clerk.requests.length - before).toBeLessThanOrEqual(4);
    expect((await running().api.request('/readyz')).status).toBe(503);
  });

  it('never answering: nobody waits longer than the limit', async () => {
    misbehave(() => ({ kind: 'hang' }));
    clock.time += 5_000;
    for (let burst = 0; burst < 3; burst += 1) {
      const outcomes = await requestEach(15);
      expectNoWrongPass(outcomes);
      expect(codesOf(outcomes, 'ada')).toEqual(new Set(['clerk-unreachable']));
    }
  });

  it('slow: below the limit it is waited for, beyond it is 503', async () => {
    misbehave(() => ({ kind: 'slow', milliseconds: 400 }));
    clock.time += 5_000;
    const patient = await requestEach(15);
    expectNoWrongPass(patient);
    expect(codesOf(patient, 'grace')).toEqual(new Set(['ok']));
    misbehave(() => ({ kind: 'slow', milliseconds: 2_300 }));
    clock.time += 5_000;
    const late = await requestEach(15);
    expectNoWrongPass(late);
    expect(codesOf(late, 'grace')).toEqual(new Set(['clerk-unreachable']));
  });

  it('flapping: each answer is a right one or a 503', async () => {
    const faults: (Fault | undefined)[] = [
      { kind: 'cut' },
      undefined,
      { kind: 'status', status: 500 },
      { kind: 'charset' },
      undefined,
      { kind: 'slow', milliseconds: 150 },
    ];
    misbehave(() => {
      turn += 1;
      return faults[turn % faults.length];
    });
    const seen: Outcome[] = [];
    for (let burst = 0; burst < 20; burst += 1) {
      clock.time += 5_000;
      seen.push(...(await requestEach(8)));
    }
    expectNoWrongPass(seen);
    expect(codesOf(seen, 'ada')).toContain('ok');
    expect(codesOf(seen, 'eve')).toEqual(new Set(['token-signature-invalid']));
  });
});
