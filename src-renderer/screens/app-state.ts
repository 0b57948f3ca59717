import type { SetupProblem } from '../../src-contracts/connection.ts';
import type { WindowConfig, WindowState } from '../../src-contracts/window-state.ts';
import { backOffSeconds } from '../ui/countdown.ts';

/** What stands between the person and the application; `clerk` is Clerk's Frontend API. */
export type Trouble = {
  service: 'api' | 'emulator' | 'clerk';
  problem: SetupProblem;
  /** When the next try comes by itself, in milliseconds since 1970; absent when only a person can help. */
  retryAt?: number;
};

type ClerkPhase = 'absent' | 'loading' | 'failed' | 'loaded';

export type AppState = {
  window: WindowState;
  clerk: ClerkPhase;
  /** Loads of Clerk that failed in a row. */
  failures: number;
  /** The last trouble, kept until everything works again so that a new try does not flicker. */
  trouble: Trouble | undefined;
  sessionId: string | undefined;
  /** The window itself asked Clerk to end the session. */
  isLeaving: boolean;
  notice: SignedOutNotice | undefined;
};

/** Why somebody who was signed in is not any more. */
export type SignedOutNotice = 'signed-out' | 'ended-elsewhere';

export type AppEvent =
  | { type: 'window-state'; state: WindowState; now: number }
  | { type: 'clerk-load-started' }
  | { type: 'clerk-loaded' }
  | { type: 'clerk-load-failed'; problem: SetupProblem; now: number }
  | { type: 'clerk-retry' }
  | { type: 'sign-out-requested' }
  | { type: 'session'; sessionId: string | undefined };

export const initialState: AppState = {
  window: { status: 'starting' },
  clerk: 'absent',
  failures: 0,
  trouble: undefined,
  sessionId: undefined,
  isLeaving: false,
  notice: undefined,
};

/** The state after `event`. */
export function reduce(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'window-state':
      return settle({
        ...state,
        window: event.state,
        // Whatever came back may have been what Clerk's load was missing: no need to wait for the next try.
        clerk: state.clerk === 'failed' && state.window.status !== 'ready' ? 'absent' : state.clerk,
        trouble: troubleOf(event.state, event.now) ?? state.trouble,
      });
    case 'clerk-load-started':
      return { ...state, clerk: 'loading' };
    case 'clerk-loaded':
      return settle({ ...state, clerk: 'loaded', failures: 0 });
    case 'clerk-load-failed': {
      const failures = state.failures + 1;
      const retryAt = event.now + backOffSeconds(failures) * 1_000;
      const trouble: Trouble = { service: 'clerk', problem: event.problem, retryAt };
      return { ...state, clerk: 'failed', failures, trouble };
    }
    case 'clerk-retry':
      return state.clerk === 'failed' ? { ...state, clerk: 'absent' } : state;
    case 'sign-out-requested':
      return { ...state, isLeaving: state.sessionId !== undefined };
    case 'session':
      return changeSession(state, event.sessionId);
  }
}

/** Trouble is over once the host is ready and Clerk is loaded. */
const settle = (state: AppState): AppState =>
  state.window.status === 'ready' && state.clerk === 'loaded' ? { ...state, trouble: undefined } : state;

function troubleOf(window: WindowState, now: number): Trouble | undefined {
  if (window.status !== 'unavailable') return undefined;
  const { service, problem, retryInSeconds } = window;
  return {
    service,
    problem,
    ...(retryInSeconds === undefined ? {} : { retryAt: now + retryInSeconds * 1_000 }),
  };
}

function changeSession(state: AppState, sessionId: string | undefined): AppState {
  if (sessionId === state.sessionId) return state;
  if (sessionId !== undefined) return { ...state, sessionId, isLeaving: false, notice: undefined };
  return {
    ...state,
    sessionId,
    isLeaving: false,
    notice: state.isLeaving ? 'signed-out' : 'ended-elsewhere',
  };
}

/** The one screen that is shown. */
export type ScreenView =
  | { name: 'starting' }
  | { name: 'setup-problem'; problem: SetupProblem }
  | { name: 'unavailable'; trouble: Trouble; isRetrying: boolean; isSignedIn: boolean }
  | { name: 'signed-out'; config: WindowConfig; notice: SignedOutNotice | undefined }
  | { name: 'signed-in'; config: WindowConfig; sessionId: string };

/** The screen for a state. */
export function screenOf(state: AppState): ScreenView {
  const { window, clerk, trouble, sessionId, notice } = state;
  const isSignedIn = sessionId !== undefined;
  if (window.status === 'setup-problem') return { name: 'setup-problem', problem: window.problem };
  if (window.status === 'ready' && clerk === 'loaded')
    return isSignedIn
      ? { name: 'signed-in', config: window.config, sessionId }
      : { name: 'signed-out', config: window.config, notice };
  if (!trouble) return { name: 'starting' };
  const isRetrying = window.status === 'starting' || (window.status === 'ready' && clerk !== 'failed');
  return { name: 'unavailable', trouble, isRetrying, isSignedIn };
}
