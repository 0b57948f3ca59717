import { z } from 'zod';
import { type WindowState, windowStateSchema } from '../../src-contracts/window-state.ts';
import { unansweredState } from './unanswered-state.ts';
import type { TokenCache, WindowHost } from './window-host.ts';

const statePath = './_host/state';
const tokenPath = './_host/client-token';
/** A header that no form and no other page can send without a preflight, which the server never grants. */
const windowHeaders = { 'x-frontdesk-window': '1' };

const pollSeconds = 2;
const answerTimeoutMilliseconds = 5_000;

const storedTokenSchema = z.object({ token: z.string().nullable() });

type Fetch = typeof globalThis.fetch;

/**
 * The host of browser mode: the loopback server that the page came from. It cannot push, so its state is
 * asked for every two seconds while it is not ready, and after each `readState` or `retry` that found it so.
 */
export function createBrowserHost(fetch: Fetch): WindowHost {
  const listeners = new Set<(state: WindowState) => void>();
  let running: Promise<WindowState> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function check(): Promise<WindowState> {
    clearTimeout(timer);
    const state = await fetchState(fetch);
    running = undefined;
    if (state.status !== 'ready') timer = setTimeout(checkAndTell, pollSeconds * 1_000);
    return state;
  }

  const readState = () => {
    running ??= check();
    return running;
  };

  async function checkAndTell(): Promise<void> {
    const state = await readState();
    for (const listener of listeners) listener(state);
  }

  return {
    readState,
    onStateChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retry: checkAndTell,
    tokenCache: createServerTokenCache(fetch),
    redirectProtocols: [],
    sdkParameters: {},
  };
}

async function fetchState(fetch: Fetch): Promise<WindowState> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMilliseconds);
    const response = await fetch(statePath, { headers: windowHeaders, cache: 'no-store', signal });
    const parsed = windowStateSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : unansweredState(undefined, pollSeconds);
  } catch {
    return unansweredState(undefined, pollSeconds);
  }
}

/** The server keeps one client token; the key is Clerk's name for it and does not travel. */
function createServerTokenCache(fetch: Fetch): TokenCache {
  const send = async (method: 'GET' | 'PUT' | 'DELETE', token?: string) => {
    const response = await fetch(tokenPath, {
      method,
      headers: token === undefined ? windowHeaders : { ...windowHeaders, 'content-type': 'application/json' },
      cache: 'no-store',
      signal: AbortSignal.timeout(answerTimeoutMilliseconds),
      ...(token === undefined ? {} : { body: JSON.stringify({ token }) }),
    });
    if (!response.ok) throw new Error(`The client token cannot be kept (${response.status})`);
    return response;
  };
  return {
    getToken: async () => storedTokenSchema.parse(await (await send('GET')).json()).token,
    saveToken: async (_key, token) => void (await send('PUT', token)),
    clearToken: async () => void (await send('DELETE')),
  };
}
