import { describe, expect, it } from 'vitest';
import type { WindowConfig, WindowState } from '../../../../src-contracts/window-state.ts';
import {
  type AppEvent,
  type AppState,
  initialState,
  reduce,
  screenOf,
} from '../../../../src-renderer/screens/app-state.ts';

const now = 1_000_000;
const config: WindowConfig = {
  version: '0.1.0',
  connection: 'emulator',
  clerk: { publishableKey: 'pk_test_x', proxyUrl: 'http://127.0.0.1:4100' },
  api: { url: 'http://127.0.0.1:8069' },
  tokenStorage: 'encrypted',
};
const problem = { setting: 'FRONTDESK_PORT', reason: 'it is taken', remedy: 'Take another one.' };
const ready: WindowState = { status: 'ready', config };
const unavailable: WindowState = { status: 'unavailable', service: 'api', problem, retryInSeconds: 4 };

const windowState = (state: WindowState): AppEvent => ({ type: 'window-state', state, now });
const stateAfter = (...events: AppEvent[]): AppState => events.reduce(reduce, initialState);
const working: AppEvent[] = [windowState(ready), { type: 'clerk-load-started' }, { type: 'clerk-loaded' }];
const signedIn: AppEvent[] = [...working, { type: 'session', sessionId: 'sess_1' }];

describe('the screen that is shown', () => {
  it('is the starting one before anything is known', () => {
    expect(screenOf(initialState)).toEqual({ name: 'starting' });
  });

  it('stays the starting one while Clerk is loaded for the first time', () => {
    expect(screenOf(stateAfter(windowState(ready), { type: 'clerk-load-started' }))).toEqual({
      name: 'starting',
    });
  });

  it('tells the setup problem whatever else happens', () => {
    const setup = windowState({ status: 'setup-problem', problem });
    expect(screenOf(stateAfter(...signedIn, setup))).toEqual({ name: 'setup-problem', problem });
  });

  it('is the signed-out one once Clerk is loaded without a session', () => {
    expect(screenOf(stateAfter(...working))).toEqual({ name: 'signed-out', config, notice: undefined });
  });

  it('is the signed-in one with a session', () => {
    expect(screenOf(stateAfter(...signedIn))).toEqual({ name: 'signed-in', config, sessionId: 'sess_1' });
  });
});

describe('a host that is not available', () => {
  it('is shown with the instant of the next try', () => {
    expect(screenOf(stateAfter(windowState(unavailable)))).toEqual({
      name: 'unavailable',
      trouble: { service: 'api', problem, retryAt: now + 4_000 },
      isRetrying: false,
      isSignedIn: false,
    });
  });

  it('names no next try when only a person can help', () => {
    const view = screenOf(stateAfter(windowState({ status: 'unavailable', service: 'emulator', problem })));
    expect(view).toMatchObject({ name: 'unavailable', trouble: { service: 'emulator', problem } });
    expect(view).not.toHaveProperty('trouble.retryAt');
  });

  it('keeps its screen, as trying again, while the host starts anew', () => {
    const view = screenOf(stateAfter(windowState(unavailable), windowState({ status: 'starting' })));
    expect(view).toMatchObject({ name: 'unavailable', isRetrying: true });
  });

  it('keeps the session and comes back to it', () => {
    const down = stateAfter(...signedIn, windowState(unavailable));
    expect(screenOf(down)).toMatchObject({ name: 'unavailable', isSignedIn: true });
    expect(screenOf(reduce(down, windowState(ready)))).toMatchObject({
      name: 'signed-in',
      sessionId: 'sess_1',
    });
  });

  it('is forgotten once everything works', () => {
    expect(stateAfter(windowState(unavailable), ...working).trouble).toBeUndefined();
  });
});

describe('a load of Clerk that fails', () => {
  const failed: AppEvent = { type: 'clerk-load-failed', problem, now };
  const started: AppEvent = { type: 'clerk-load-started' };

  it('is shown as Clerk out of reach, with a growing pause', () => {
    const once = stateAfter(windowState(ready), started, failed);
    expect(screenOf(once)).toMatchObject({ trouble: { service: 'clerk', retryAt: now + 2_000 } });
    const twice = [{ type: 'clerk-retry' } as const, started, failed].reduce(reduce, once);
    expect(screenOf(twice)).toMatchObject({ trouble: { service: 'clerk', retryAt: now + 4_000 } });
  });

  it('is tried again when the retry is due', () => {
    expect(stateAfter(windowState(ready), started, failed, { type: 'clerk-retry' }).clerk).toBe('absent');
  });

  it('is tried again at once when the host comes back', () => {
    const events = [windowState(ready), started, failed, windowState(unavailable), windowState(ready)];
    expect(stateAfter(...events).clerk).toBe('absent');
  });

  it('starts its pauses anew after a success', () => {
    expect(stateAfter(windowState(ready), started, failed, { type: 'clerk-loaded' }).failures).toBe(0);
  });

  it('leaves a loaded Clerk alone', () => {
    expect(stateAfter(...working, { type: 'clerk-retry' }).clerk).toBe('loaded');
  });
});

describe('the notice after a session', () => {
  const ended: AppEvent = { type: 'session', sessionId: undefined };

  it('says goodbye when the window asked for the end', () => {
    const state = stateAfter(...signedIn, { type: 'sign-out-requested' }, ended);
    expect(screenOf(state)).toMatchObject({ name: 'signed-out', notice: 'signed-out' });
  });

  it('says that the session ended elsewhere otherwise', () => {
    expect(screenOf(stateAfter(...signedIn, ended))).toMatchObject({ notice: 'ended-elsewhere' });
  });

  it('is gone after the next sign-in', () => {
    expect(stateAfter(...signedIn, ended, { type: 'session', sessionId: 'sess_2' }).notice).toBeUndefined();
  });

  it('does not take a sign-out request without a session for a goodbye to the next one', () => {
    const state = stateAfter(
      ...working,
      { type: 'sign-out-requested' },
      { type: 'session', sessionId: 'sess_1' },
      ended,
    );
    expect(state.notice).toBe('ended-elsewhere');
  });
});
