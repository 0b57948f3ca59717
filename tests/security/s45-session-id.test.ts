import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { type ClerkFixture, createSigningKey } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const tokens: [string, (clerk: ClerkFixture) => Promise<string | undefined>, string | undefined][] = [
  ["Ada's token", (clerk) => clerk.signToken(), 'sess_ada'],
  ["the token of Ada's other session", (clerk) => clerk.signToken({ sid: 'sess_ada_two' }), 'sess_ada_two'],
  ["Grace's token", (clerk) => clerk.signToken({ sub: 'user_grace', sid: 'sess_grace' }), 'sess_grace'],
  ["Grace's token that names Ada's session", (clerk) => clerk.signToken({ sub: 'user_grace' }), undefined],
  [
    'a token of another key',
    async (clerk) => clerk.signToken({}, {}, await createSigningKey('ins_first')),
    undefined,
  ],
  ['any string', async () => 'anything', undefined],
  ['the session id itself', async () => 'sess_ada', undefined],
  ['no token', async () => undefined, undefined],
];
const sessionIds = ['sess_ada', 'sess_ada_two', 'sess_grace', 'sess_unknown', ''];

describe('S45: a session id is worth nothing without its own token', () => {
  const running = useApi();

  it.each(tokens)('%s opens its own session only', async (_name, tokenOf, ownSessionId) => {
    const { api, clerk } = running();
    clerk.sessions.set('sess_ada_two', { userId: 'user_ada', status: 'active' });
    const token = await tokenOf(clerk);
    const headers: HeadersInit = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    for (const id of sessionIds) {
      const response = await api.request(`/protected?session_id=${id}`, { headers });
      expect([id, response.status === 200]).toEqual([id, id === ownSessionId]);
    }
    expect((await api.request('/protected', { headers })).status === 200).toBe(ownSessionId !== undefined);
  });

  it('finds a session id wherever it stands in the query', async () => {
    const { api, clerk } = running();
    for (const method of ['GET', 'HEAD']) {
      const path = `/protected?${'&'.repeat(1_001)}session_id=sess_grace`;
      expect((await api.requestAs(await clerk.signToken(), path, { method })).status).toBe(403);
    }
  });

  it('says that a session id is not that of the token, with 403 and no challenge', async () => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(), '/protected?session_id=sess_grace');
    expect([response.status, response.headers.has('www-authenticate')]).toEqual([403, false]);
    expect(await readProblemCode(response)).toBe('session-mismatch');
  });

  it.each([
    'session_id=sess_ada&session_id=sess_grace',
    'session_id[]=sess_ada',
    'sessionId=sess_ada',
    'SESSION_ID=x',
    `${'&'.repeat(1_001)}session_id[]=sess_ada`,
  ])('refuses the query %s instead of guessing', async (query) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(), `/protected?${query}`);
    expect([response.status, await readProblemCode(response)]).toEqual([400, 'invalid-request']);
  });
});
