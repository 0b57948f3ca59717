import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindowState } from '../../../../src-contracts/window-state.ts';
import { createBrowserHost } from '../../../../src-renderer/host/browser-host.ts';

const ready: WindowState = {
  status: 'ready',
  config: {
    version: '0.1.0',
    connection: 'emulator',
    clerk: { publishableKey: 'pk_test_x', proxyUrl: 'http://127.0.0.1:4100' },
    api: { url: 'http://127.0.0.1:8069' },
    tokenStorage: 'encrypted',
  },
};

function setUp(...answers: (unknown | Error)[]) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => {
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next instanceof Response ? next : new Response(JSON.stringify(next));
  });
  return { fetch, host: createBrowserHost(fetch) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the state in browser mode', () => {
  it('is asked for with the header of the window', async () => {
    const { host, fetch } = setUp(ready);
    expect(await host.readState()).toEqual(ready);
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('./_host/state');
    expect(new Headers(init?.headers).get('x-frontdesk-window')).toBe('1');
  });

  it('is not asked for again once it is ready', async () => {
    const { host, fetch } = setUp(ready);
    await host.readState();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('is asked for every two seconds until it is ready', async () => {
    const { host, fetch } = setUp({ status: 'starting' }, { status: 'starting' }, ready);
    const listener = vi.fn();
    host.onStateChange(listener);
    await host.readState();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch).toHaveBeenCalledTimes(3);
    expect(listener.mock.calls).toEqual([[{ status: 'starting' }], [ready]]);
  });

  it('tells nothing to a listener that has gone', async () => {
    const { host } = setUp({ status: 'starting' }, ready);
    const listener = vi.fn();
    host.onStateChange(listener)();
    await host.readState();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(listener).not.toHaveBeenCalled();
  });

  it('is unavailable with a next try when the server does not answer', async () => {
    const { host } = setUp(new TypeError('Failed to fetch'));
    expect(await host.readState()).toMatchObject({
      status: 'unavailable',
      service: 'api',
      retryInSeconds: 2,
    });
  });

  it('is unavailable when something else answers', async () => {
    const { host } = setUp({ status: 'ready' });
    expect(await host.readState()).toMatchObject({ status: 'unavailable' });
  });

  it('is told at once after a retry', async () => {
    const { host } = setUp(ready);
    const listener = vi.fn();
    host.onStateChange(listener);
    await host.retry();
    expect(listener).toHaveBeenCalledWith(ready);
  });
});

describe('the client token in browser mode', () => {
  it('is read from the server', async () => {
    const { host } = setUp({ token: 'abc' });
    expect(await host.tokenCache.getToken('key')).toBe('abc');
  });

  it('travels in the body, never in the URL', async () => {
    const { host, fetch } = setUp(new Response(null, { status: 204 }));
    await host.tokenCache.saveToken('key', 'abc');
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('./_host/client-token');
    expect(init).toMatchObject({ method: 'PUT', body: '{"token":"abc"}' });
  });

  it('is removed with DELETE', async () => {
    const { host, fetch } = setUp(new Response(null, { status: 204 }));
    await host.tokenCache.clearToken('key');
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ method: 'DELETE' });
  });

  it('is an error when the server refuses, so that no request goes out without it', async () => {
    const { host } = setUp(new Response('{}', { status: 403 }));
    await expect(host.tokenCache.getToken('key')).rejects.toThrow('403');
  });
});
