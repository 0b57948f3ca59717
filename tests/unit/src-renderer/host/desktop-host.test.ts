import { describe, expect, it, vi } from 'vitest';
import electronPackage from '../../../../node_modules/@clerk/electron/package.json' with { type: 'json' };
import type { FrontdeskBridge } from '../../../../src-contracts/ipc.ts';
import type { ClerkElectronBridge } from '../../../../src-renderer/host/desktop-bridges.ts';
import { clerkElectronVersion, createDesktopHost } from '../../../../src-renderer/host/desktop-host.ts';

function setUp() {
  let send = (_state: unknown): void => undefined;
  const frontdesk = {
    readWindowState: vi.fn<FrontdeskBridge['readWindowState']>(async () => ({
      ok: true,
      data: { status: 'starting' },
    })),
    retryStart: vi.fn<FrontdeskBridge['retryStart']>(async () => ({ ok: true, data: undefined })),
    onWindowStateChanged: (listener: (state: unknown) => void) => {
      send = listener;
      return () => undefined;
    },
  };
  const clerk = {
    tokenCache: {
      getToken: vi.fn<ClerkElectronBridge['tokenCache']['getToken']>(async () => null),
      saveToken: vi.fn<ClerkElectronBridge['tokenCache']['saveToken']>(async () => undefined),
      clearToken: vi.fn<ClerkElectronBridge['tokenCache']['clearToken']>(async () => undefined),
    },
    oauthTransport: {
      getRedirectUrl: vi.fn<ClerkElectronBridge['oauthTransport']['getRedirectUrl']>(
        async () => 'frontdesk://app/',
      ),
      open: vi.fn<ClerkElectronBridge['oauthTransport']['open']>(async () => ({
        callbackUrl: 'frontdesk://app/?x=1',
      })),
    },
  };
  return {
    host: createDesktopHost(frontdesk, clerk),
    frontdesk,
    clerk,
    send: (state: unknown) => send(state),
  };
}

describe('the state on the desktop', () => {
  it('comes from the bridge', async () => {
    expect(await setUp().host.readState()).toEqual({ status: 'starting' });
  });

  it('is unavailable, with the reason, when the bridge answers an error', async () => {
    const { host, frontdesk } = setUp();
    frontdesk.readWindowState.mockResolvedValue({
      ok: false,
      error: { code: 'internal-error', message: 'the log says why' },
    });
    expect(await host.readState()).toMatchObject({
      status: 'unavailable',
      problem: { reason: 'the log says why' },
    });
  });

  it('is unavailable when a change makes no sense', () => {
    const { host, send } = setUp();
    const listener = vi.fn();
    host.onStateChange(listener);
    send({ status: 'confused' });
    expect(listener).toHaveBeenCalledWith(expect.objectContaining({ status: 'unavailable' }));
  });

  it('is started anew by a retry', async () => {
    const { host, frontdesk } = setUp();
    await host.retry();
    expect(frontdesk.retryStart).toHaveBeenCalledOnce();
  });
});

describe("Clerk's bridge", () => {
  it('keeps the client token under the key it is given', async () => {
    const { host, clerk } = setUp();
    clerk.tokenCache.getToken.mockResolvedValue('abc');
    expect(await host.tokenCache.getToken('key')).toBe('abc');
    await host.tokenCache.saveToken('key', 'def');
    expect(clerk.tokenCache.saveToken).toHaveBeenCalledWith('key', 'def');
  });

  it('has no token rather than something that is none', async () => {
    const { host, clerk } = setUp();
    clerk.tokenCache.getToken.mockResolvedValue(undefined);
    expect(await host.tokenCache.getToken('key')).toBeNull();
    clerk.tokenCache.getToken.mockResolvedValue({ token: 'abc' });
    await expect(host.tokenCache.getToken('key')).rejects.toThrow();
  });

  it('opens the address of a provider as text', async () => {
    const { host, clerk } = setUp();
    const opened = await host.oauthTransport?.open(new URL('https://provider.example/authorize'));
    expect(opened).toEqual({ callbackUrl: 'frontdesk://app/?x=1' });
    expect(clerk.oauthTransport.open).toHaveBeenCalledWith('https://provider.example/authorize');
  });

  it('is announced with the version that is installed', () => {
    expect(clerkElectronVersion).toBe(electronPackage.version);
  });
});
