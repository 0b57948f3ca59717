import { describe, expect, it, vi } from 'vitest';
import { type ProblemCode, problemKind, problemType } from '../../../../src-contracts/problems.ts';
import { createApiClient } from '../../../../src-renderer/api/api-client.ts';

const greeting = {
  message: 'Hello, Ada!',
  user: {
    id: 'user_1',
    firstName: 'Ada',
    lastName: null,
    username: null,
    email: 'ada@example.com',
    imageUrl: '',
    createdAt: '2026-11-23T05:45:38.000Z',
    lastSignInAt: null,
  },
  sessionId: 'sess_1',
  token: { issuedAt: '2026-11-23T05:45:38.000Z', expiresAt: '2026-11-23T05:46:38.000Z' },
};

const answer = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const refuse = (code: ProblemCode) => {
  const { status, title } = problemKind(code);
  return answer({ type: problemType(code), title, status, code, detail: 'Why.', instance: 'req_1' }, status);
};

function setUp(...answers: (Response | Error)[]) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    const next = answers.shift();
    if (!next || next instanceof Error) throw next ?? new Error('unexpected request');
    return next;
  });
  const readToken = vi.fn(async ({ fresh }: { fresh: boolean }): Promise<string | null> => {
    return fresh ? 'fresh' : 'cached';
  });
  const onUnreachable = vi.fn();
  const timeout = new AbortController();
  const api = createApiClient({
    url: 'http://127.0.0.1:8069/',
    launchToken: 'launch',
    fetch,
    readToken,
    onUnreachable,
    createTimeout: () => timeout.signal,
  });
  const sent = (index: number) => {
    const [url, init] = fetch.mock.calls[index] ?? [];
    return { url: String(url), method: init?.method, headers: new Headers(init?.headers) };
  };
  return { api, fetch, readToken, onUnreachable, timeout, sent };
}

const codeOf = async (result: Promise<{ ok: boolean; error?: { code: string } }>) =>
  (await result).error?.code;

describe('a call', () => {
  it('carries the session token and the launch token in headers, and the session in the query', async () => {
    const { api, sent } = setUp(answer(greeting));
    expect(await api.readGreeting('sess_1')).toEqual({ ok: true, data: greeting });
    expect(sent(0).url).toBe('http://127.0.0.1:8069/protected?session_id=sess_1');
    expect(sent(0).headers.get('authorization')).toBe('Bearer cached');
    expect(sent(0).headers.get('x-frontdesk-launch-token')).toBe('launch');
  });

  it('is not made without a session token', async () => {
    const { api, fetch, readToken } = setUp();
    readToken.mockResolvedValue(null);
    expect(await codeOf(api.listSessions())).toBe('signed-out');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('revokes with DELETE and takes an answer without a body', async () => {
    const { api, sent } = setUp(new Response(null, { status: 204 }));
    expect(await api.revokeSession('sess/2')).toEqual({ ok: true, data: undefined });
    expect(sent(0)).toMatchObject({ method: 'DELETE', url: 'http://127.0.0.1:8069/v1/sessions/sess%2F2' });
  });

  it('ends all other sessions with POST and tells how many there were', async () => {
    const { api, sent } = setUp(answer({ revoked: 3 }));
    expect(await api.revokeOtherSessions()).toEqual({ ok: true, data: 3 });
    expect(sent(0)).toMatchObject({
      method: 'POST',
      url: 'http://127.0.0.1:8069/v1/sessions/revoke-others',
    });
  });
});

describe('a refused token', () => {
  it.each<ProblemCode>(['token-expired', 'token-signature-invalid', 'session-not-active'])(
    'is replaced by a fresh one, once (%s)',
    async (code) => {
      const { api, sent } = setUp(refuse(code), answer(greeting));
      expect(await api.readGreeting('sess_1')).toMatchObject({ ok: true });
      expect(sent(1).headers.get('authorization')).toBe('Bearer fresh');
    },
  );

  it('is a failure when the fresh one is refused as well', async () => {
    const { api, fetch } = setUp(refuse('token-expired'), refuse('token-expired'));
    expect(await codeOf(api.readGreeting('sess_1'))).toBe('token-expired');
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('tells that the session has ended when Clerk gives no fresh one', async () => {
    const { api, readToken } = setUp(refuse('session-not-active'));
    readToken.mockResolvedValueOnce('cached').mockResolvedValueOnce(null);
    expect(await codeOf(api.readGreeting('sess_1'))).toBe('signed-out');
  });

  it('is not suspected for other problems', async () => {
    const { api, fetch } = setUp(refuse('session-mismatch'));
    expect(await codeOf(api.readGreeting('sess_1'))).toBe('session-mismatch');
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('a failure', () => {
  it('keeps code, detail and request id of the problem', async () => {
    const { api } = setUp(refuse('clerk-unreachable'));
    expect(await api.listSessions()).toMatchObject({
      ok: false,
      error: { code: 'clerk-unreachable', detail: 'Why.', requestId: 'req_1' },
    });
  });

  it('is reported as unreachable when nothing answers, so that the host is looked at', async () => {
    const { api, onUnreachable } = setUp(new TypeError('Failed to fetch'));
    expect(await codeOf(api.listSessions())).toBe('api-unreachable');
    expect(onUnreachable).toHaveBeenCalledOnce();
  });

  it('is Clerk being out of reach when no token can be had', async () => {
    const { api, readToken } = setUp();
    readToken.mockRejectedValue(new Error('Network error'));
    expect(await codeOf(api.listSessions())).toBe('clerk-unreachable');
  });

  it('is a time-out when the token never comes', async () => {
    const { api, readToken, timeout } = setUp();
    readToken.mockReturnValue(new Promise(() => {}));
    const call = codeOf(api.listSessions());
    timeout.abort();
    expect(await call).toBe('api-timeout');
  });

  it.each([
    ['no JSON', () => new Response('<p>hello</p>')],
    ['JSON of another shape', () => answer({ message: 'Hello' })],
    ['an error that is no problem', () => answer({ error: 'no' }, 500)],
  ])('is an unexpected answer for %s', async (_case, create) => {
    const { api } = setUp(create());
    expect(await codeOf(api.readGreeting('sess_1'))).toBe('unexpected-answer');
  });
});
