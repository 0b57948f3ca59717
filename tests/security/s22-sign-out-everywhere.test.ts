import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { fixtureOrigin } from '../integration/api/support/clerk-fixture.ts';
import { ada, grace, useEmulatedApi } from '../integration/api/support/emulated-clerk.ts';

const revokeOthers = '/v1/sessions/revoke-others';

describe('S22: signing out everywhere else', () => {
  const running = useEmulatedApi();
  const signIn = (account: typeof ada) => running().clerk.signIn(account, fixtureOrigin);
  /** What a client's next call comes to. */
  const outcome = async (token: string) => {
    const response = await running().api.requestAs(token);
    return response.ok ? 'accepted' : readProblemCode(response);
  };

  it("ends the sessions of the user's other clients, whose next call is refused, and no other", async () => {
    const { api } = running();
    const [here, elsewhere, third, stranger] = [
      await signIn(ada),
      await signIn(ada),
      await signIn(ada),
      await signIn(grace),
    ];
    const tokens = [await elsewhere.getToken(), await third.getToken()];
    const [own, ofStranger] = [await here.getToken(), await stranger.getToken()];
    // Each is known and would be served from the cache for seconds.
    for (const token of [...tokens, own, ofStranger]) expect(await outcome(token)).toBe('accepted');

    const response = await api.requestAs(own, revokeOthers, { method: 'POST' });
    expect(await response.json()).toEqual({ revoked: 2 });
    for (const token of tokens) expect(await outcome(token)).toBe('session-not-active');
    expect([await outcome(own), await outcome(ofStranger)]).toEqual(['accepted', 'accepted']);
  });

  it('gives the ended clients no new token, and lets the one that asked go on', async () => {
    const { api } = running();
    const [here, elsewhere] = [await signIn(ada), await signIn(ada)];
    const own = await here.getToken();
    await elsewhere.getToken();
    expect((await api.requestAs(own, revokeOthers, { method: 'POST' })).status).toBe(200);
    await expect(elsewhere.getToken()).rejects.toThrow();
    expect(await outcome(await here.getToken())).toBe('accepted');
  });

  it('is refused to a session that was itself ended, and ends nothing then', async () => {
    const { api } = running();
    const [here, elsewhere] = [await signIn(ada), await signIn(ada)];
    const [own, ended] = [await here.getToken(), await elsewhere.getToken()];
    expect((await api.requestAs(own, revokeOthers, { method: 'POST' })).status).toBe(200);
    const answer = await api.requestAs(ended, revokeOthers, { method: 'POST' });
    expect(await readProblemCode(answer)).toBe('session-not-active');
    expect(await outcome(own)).toBe('accepted');
  });
});
