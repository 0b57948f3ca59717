import { describe, expect, it } from 'vitest';
import type { WindowOrigins } from '../../../../src-contracts/content-security-policy.ts';
import type { WindowState } from '../../../../src-contracts/window-state.ts';
import { createWindowLoader } from '../../../../src-main/app/window-loader.ts';

const ready: WindowState = {
  status: 'ready',
  config: {
    version: '0.1.0',
    connection: 'public',
    clerk: { publishableKey: 'pk_test_x' },
    api: { url: 'http://127.0.0.1:4000' },
    tokenStorage: 'memory',
  },
};

function setUp() {
  const calls: string[] = [];
  let origins: WindowOrigins = { api: 'http://127.0.0.1:4000' };
  const contents = { send: (channel: string) => void calls.push(channel) };
  const loader = createWindowLoader(
    () => contents,
    () => origins,
  );
  const move = (next: WindowOrigins): void => {
    origins = next;
  };
  return { loader, calls, move };
}

describe('the window loader', () => {
  it('lets a page that is asked for during the start wait for the final policy', async () => {
    const { loader } = setUp();
    const asked = loader.originsForPage();
    loader.stateChanged(ready);
    expect(await asked).toEqual({ api: 'http://127.0.0.1:4000' });
  });

  it('tells a loaded page of a change', async () => {
    const { loader, calls } = setUp();
    loader.stateChanged(ready);
    await loader.originsForPage();
    loader.stateChanged({ status: 'starting' });
    expect(calls).toEqual(['window-state:changed', 'window-state:changed']);
  });

  it('gives each page the origins in use when it is loaded', async () => {
    const { loader, move } = setUp();
    loader.stateChanged(ready);
    await loader.originsForPage();
    move({ api: 'http://127.0.0.1:5000' });
    expect(await loader.originsForPage()).toEqual({ api: 'http://127.0.0.1:5000' });
  });
});
