import { describe, expect, it } from 'vitest';
import { revocationCountSchema, sessionListSchema } from '../../../src-contracts/api-routes.ts';
import { readProblem, readProblemCode } from './support/api-under-test.ts';
import { ada, grace, useEmulatedApi } from './support/emulated-clerk.ts';
import { useApi } from './support/use-api.ts';

const path = '/v1/sessions/revoke-others';
const post = { method: 'POST' };

describe('POST /v1/sessions/revoke-others', () => {
  const running = useEmulatedApi();

  it("ends all sessions of the user but the current one, at once, and nobody else's", async () => {
    const { api, clerk } = running();
    const tokenOf = async (account: { email: string }) => clerk.mintToken(await clerk.createSession(account));
    const others = await Promise.all(Array.from({ length: 12 }, () => tokenOf(ada)));
    const [own, stranger] = [await tokenOf(ada), await tokenOf(grace)];
    for (const token of others) expect((await api.requestAs(token)).status).toBe(200);

    const response = await api.requestAs(own, path, post);
    expect(revocationCountSchema.parse(await response.json())).toEqual({ revoked: others.length });
    for (const token of others)
      expect(await readProblemCode(await api.requestAs(token))).toBe('session-not-active');
    const list = await api.requestAs(own, '/v1/sessions');
    expect(sessionListSchema.parse(await list.json()).sessions).toMatchObject([{ current: true }]);
    expect((await api.requestAs(stranger)).status).toBe(200);
    expect(await (await api.requestAs(own, path, post)).json()).toEqual({ revoked: 0 });
  });

  it('takes an empty object as body, and nothing else', async () => {
    const { api, clerk } = running();
    const token = await clerk.mintToken(await clerk.createSession(ada));
    const send = (body: string) =>
      api.requestAs(token, path, { ...post, body, headers: { 'Content-Type': 'application/json' } });
    expect((await send('{}')).status).toBe(200);
    expect(await readProblemCode(await send('{"current":true}'))).toBe('invalid-request');
  });
});

describe('POST /v1/sessions/revoke-others when Clerk fails', () => {
  const running = useApi();

  it('says so, refuses at once what Clerk has ended, and ends the rest when asked again', async () => {
    const { api, clerk } = running();
    const own = await clerk.signToken();
    const ids = Array.from({ length: 25 }, (_, index) => `sess_other_${index}`);
    for (const id of ids) clerk.sessions.set(id, { userId: 'user_ada', status: 'active' });
    const first = await clerk.signToken({ sid: ids[0] });
    expect((await api.requestAs(first)).status).toBe(200);

    clerk.setFault((asked) =>
      asked === '/v1/sessions/sess_other_12/revoke' ? { kind: 'status', status: 500 } : undefined,
    );
    expect(await readProblem(await api.requestAs(own, path, post))).toMatchObject({
      status: 503,
      code: 'clerk-unreachable',
    });
    expect(await readProblemCode(await api.requestAs(first))).toBe('session-not-active');

    clerk.setFault(undefined);
    const left = ids.filter((id) => clerk.sessions.get(id)?.status === 'active').length;
    expect(left).toBeGreaterThan(0);
    expect(await (await api.requestAs(own, path, post)).json()).toEqual({ revoked: left });
    expect(clerk.sessions.get('sess_ada')?.status).toBe('active');
    expect(clerk.sessions.get('sess_grace')?.status).toBe('active');
  });
});
