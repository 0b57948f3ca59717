import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const clock = { time: 0 };

describe('S21: after revocation, requests fail within 5 seconds', () => {
  const running = useApi({ now: () => clock.time });
  const outcome = async (token: string) => {
    const response = await running().api.requestAs(token);
    return response.ok ? 'accepted' : readProblemCode(response);
  };

  it('when Clerk ended the session elsewhere', async () => {
    const { clerk } = running();
    const token = await clerk.signToken();
    expect(await outcome(token)).toBe('accepted');
    clerk.sessions.set('sess_ada', { userId: 'user_ada', status: 'revoked' });
    clock.time += 4_999;
    expect(await outcome(token)).toBe('accepted');
    clock.time += 1;
    expect(await outcome(token)).toBe('session-not-active');
  });

  it('at once when it was revoked through this API', async () => {
    const { api, clerk } = running();
    clerk.sessions.set('sess_two', { userId: 'user_grace', status: 'active' });
    const token = await clerk.signToken({ sub: 'user_grace', sid: 'sess_two' });
    const own = await clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' });
    expect(await outcome(token)).toBe('accepted');
    expect((await api.requestAs(own, '/v1/sessions/sess_two', { method: 'DELETE' })).status).toBe(204);
    expect(await outcome(token)).toBe('session-not-active');
    expect(await outcome(own)).toBe('accepted');
  });
});
