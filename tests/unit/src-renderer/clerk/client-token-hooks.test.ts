import { describe, expect, it, vi } from 'vitest';
import {
  bridgeClientToken,
  clientTokenKey,
  isSignOutRequest,
} from '../../../../src-renderer/clerk/client-token-hooks.ts';

type Hooks = Parameters<typeof bridgeClientToken>[0];
type BeforeRequest = Parameters<Hooks['__internal_onBeforeRequest']>[0];
type AfterResponse = Parameters<Hooks['__internal_onAfterResponse']>[0];

function setUp(token: string | null) {
  const hooks: { before?: BeforeRequest; after?: AfterResponse } = {};
  const tokenCache = {
    getToken: vi.fn(async () => token),
    saveToken: vi.fn(async () => undefined),
    clearToken: vi.fn(async () => undefined),
  };
  const onSignOutRequest = vi.fn();
  bridgeClientToken(
    {
      __internal_onBeforeRequest(hook) {
        hooks.before = hook;
      },
      __internal_onAfterResponse(hook) {
        hooks.after = hook;
      },
    },
    { tokenCache, sdkParameters: { _electron_sdk_version: '1.2.3' }, onSignOutRequest },
  );
  const request = { url: new URL('http://127.0.0.1:4100/v1/client'), headers: new Headers() };
  return { hooks, tokenCache, onSignOutRequest, request };
}

describe('a request of clerk-js', () => {
  it('carries the client token in a header and no cookie', async () => {
    const { hooks, request } = setUp('abc');
    await hooks.before?.(request);
    expect(request).toMatchObject({ credentials: 'omit' });
    expect(request.headers.get('authorization')).toBe('Bearer abc');
    expect(request.url.search).toBe('?_is_native=1&_electron_sdk_version=1.2.3');
  });

  it('carries no header without a token', async () => {
    const { hooks, request } = setUp(null);
    await hooks.before?.(request);
    expect(request.headers.has('authorization')).toBe(false);
  });

  it('fails when the token cannot be read', async () => {
    const { hooks, request, tokenCache } = setUp('abc');
    tokenCache.getToken.mockRejectedValue(new Error('no host'));
    await expect(hooks.before?.(request)).rejects.toThrow('no host');
  });
});

describe('an answer to clerk-js', () => {
  const answer = (headers: Record<string, string>) =>
    Object.assign(new Response(null, { headers }), { payload: null });

  it.each(['def', 'Bearer def'])('hands over the new client token (%s)', async (authorization) => {
    const { hooks, request, tokenCache } = setUp('abc');
    await hooks.after?.(request, answer({ authorization }));
    expect(tokenCache.saveToken).toHaveBeenCalledWith(clientTokenKey, 'def');
  });

  it('without a token leaves the old one', async () => {
    const { hooks, request, tokenCache } = setUp('abc');
    await hooks.after?.(request, answer({}));
    expect(tokenCache.saveToken).not.toHaveBeenCalled();
  });
});

describe('a request that ends the session of the window', () => {
  it.each([
    ['DELETE', '/client/sessions'],
    ['DELETE', '/client'],
    ['DELETE', '/me'],
    ['POST', '/client/sessions/sess_1/remove'],
    ['POST', '/client/sessions/sess_1/end'],
  ])('is %s %s', (method, path) => {
    expect(isSignOutRequest(method, path)).toBe(true);
  });

  it.each([
    ['GET', '/client/sessions'],
    ['POST', '/client/sessions/sess_1/tokens'],
    ['POST', '/me/sessions/sess_2/revoke'],
    ['DELETE', '/me/profile_image'],
    [undefined, undefined],
  ])('is not %s %s', (method, path) => {
    expect(isSignOutRequest(method, path)).toBe(false);
  });
});
