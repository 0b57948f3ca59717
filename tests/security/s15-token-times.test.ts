import { afterEach, describe, expect, it, vi } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

/** Noon, at which the tokens below are issued; they live 60 seconds. */
const issuedAt = Date.UTC(2026, 10, 23, 12) / 1_000;
const skew = 5;

describe('S15: tokens are refused outside their times, to the second', () => {
  const running = useApi();
  afterEach(() => void vi.useRealTimers());

  const outcomeAt = async (seconds: number, claims: Record<string, unknown> = {}) => {
    const { api, clerk } = running();
    const token = await clerk.signToken({ iat: issuedAt, nbf: issuedAt - 10, exp: issuedAt + 60, ...claims });
    vi.useFakeTimers({ toFake: ['Date'], now: Math.round((issuedAt + seconds) * 1_000) });
    const response = await api.requestAs(token);
    return response.ok ? 'accepted' : readProblemCode(response);
  };

  it.each([
    [0, 'accepted'],
    [59, 'accepted'],
    [60 + skew - 0.001, 'accepted'],
    [60 + skew, 'token-expired'],
    [3_600, 'token-expired'],
    [-skew, 'accepted'],
    [-skew - 0.001, 'token-not-yet-valid'],
    [-3_600, 'token-not-yet-valid'],
  ])('%d seconds after its issue: %s', async (seconds, outcome) => {
    expect(await outcomeAt(seconds)).toBe(outcome);
  });

  it('holds for a token that was accepted a moment ago, and needs no verification any more', async () => {
    const { api, clerk } = running();
    const token = await clerk.signToken({ iat: issuedAt, nbf: issuedAt - 10, exp: issuedAt + 60 });
    const statusAt = async (seconds: number) => {
      vi.useFakeTimers({ toFake: ['Date'], now: Math.round((issuedAt + seconds) * 1_000) });
      // Both ways of the API: the short one takes GET only.
      const answers = [
        await api.requestAs(token, '/v1/me'),
        await api.requestAs(token, '/v1/sessions/sess_none', { method: 'DELETE' }),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await statusAt(0)).toEqual([200, 404]);
    expect(await statusAt(60 + skew - 0.001)).toEqual([200, 404]);
    expect(await statusAt(60 + skew)).toEqual([401, 401]);
    expect(await statusAt(-skew - 0.001)).toEqual([401, 401]);
  });

  it('not before nbf, whatever iat says', async () => {
    expect(await outcomeAt(0, { nbf: issuedAt + skew })).toBe('accepted');
    expect(await outcomeAt(0, { nbf: issuedAt + skew + 1 })).toBe('token-not-yet-valid');
  });

  it.each([{ exp: undefined }, { exp: '9999999999' }, { iat: undefined }, { nbf: 'now' }])(
    'with %j it is malformed',
    async (claims) => {
      expect(await outcomeAt(0, claims)).toBe('token-malformed');
    },
  );
});
