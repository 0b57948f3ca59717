import type { Clerk } from '@clerk/clerk-js/no-rhc';
import type { Result } from '../../src-contracts/result.ts';
import type { WindowConfig, WindowState } from '../../src-contracts/window-state.ts';
import type { ApiClient } from '../api/api-client.ts';
import type { EmulatorClient } from '../api/emulator-client.ts';
import { type Destination, readDestination } from '../clerk/destinations.ts';
import type { ClerkLoadFailure } from '../clerk/load-clerk.ts';
import { watchSession } from '../clerk/session-watch.ts';
import type { WindowHost } from '../host/window-host.ts';
import { backOffSeconds } from '../ui/countdown.ts';
import { type AppEvent, initialState, reduce, type ScreenView, screenOf } from './app-state.ts';
import { describeLoadFailure } from './load-failure.ts';
import type { Screen } from './screen.ts';
import { createSetupProblemScreen } from './setup-problem-screen.ts';
import { createSignedInScreen } from './signed-in-screen.ts';
import { createSignedOutScreen, type SignedOutScreen } from './signed-out-screen.ts';
import type { Stage } from './stage.ts';
import { createStartingScreen } from './starting-screen.ts';
import { createUnavailableScreen } from './unavailable-screen.ts';

export type ApplicationDependencies = {
  host: Pick<WindowHost, 'readState' | 'onStateChange' | 'retry'>;
  stage: Stage;
  loadClerk: (options: {
    settings: WindowConfig['clerk'];
    onSignOutRequest: () => void;
    onDestination: (destination: Destination) => void;
  }) => Promise<Result<Clerk, ClerkLoadFailure>>;
  createApi: (
    config: WindowConfig,
    session: { clerk: Clerk; sessionId: string; onUnreachable: () => void },
  ) => ApiClient;
  createEmulator: (config: WindowConfig) => EmulatorClient | undefined;
  now: () => number;
  clearHash: () => void;
  /** The hash by which Clerk's form continues after a provider's page led back here; empty otherwise. */
  callbackHash: string;
  showHash: (hash: string) => void;
  onHashChange: (listener: (hash: string) => void) => void;
  /** The origins that the policy of the loaded page names. */
  policyOrigins: string[];
  /**
   * Loads the page anew: its policy and clerk-js are bound to the processes and the instance it was loaded
   * for.
   */
  reload: () => void;
};

/** Keeps the window on the screen that fits the state of the host, of Clerk and of the session. */
export async function runApplication(dependencies: ApplicationDependencies): Promise<void> {
  const { host, stage, now } = dependencies;
  let state = initialState;
  let clerk: Clerk | undefined;
  let settings: WindowConfig['clerk'] | undefined;
  let shownKey = '';
  let signedOut: SignedOutScreen | undefined;
  let callbackHash = dependencies.callbackHash;
  let unavailable: ReturnType<typeof createUnavailableScreen> | undefined;

  const dispatch = (event: AppEvent) => {
    state = reduce(state, event);
    if (state.window.status === 'ready' && isPageOutdated(state.window.config)) {
      dependencies.reload();
      return;
    }
    if (state.window.status === 'ready' && state.clerk === 'absent')
      void startClerk(state.window.config.clerk);
    render();
  };
  const takeState = (window: WindowState) => dispatch({ type: 'window-state', state: window, now: now() });
  const readState = async () => takeState(await host.readState());

  const isPageOutdated = ({ api, clerk: wanted }: WindowConfig) =>
    (settings && JSON.stringify(settings) !== JSON.stringify(wanted)) ||
    !isAllowed(api.url) ||
    !isAllowed(wanted.proxyUrl);

  const isAllowed = (url: string | undefined) =>
    url === undefined || dependencies.policyOrigins.includes(new URL(url).origin);

  async function startClerk(wanted: WindowConfig['clerk']): Promise<void> {
    settings = wanted;
    state = reduce(state, { type: 'clerk-load-started' });
    const load = await dependencies.loadClerk({
      settings: wanted,
      onSignOutRequest: () => dispatch({ type: 'sign-out-requested' }),
      onDestination: showDestination,
    });
    if (!load.ok) {
      dispatch({ type: 'clerk-load-failed', problem: describeLoadFailure(load.error), now: now() });
      setTimeout(() => dispatch({ type: 'clerk-retry' }), backOffSeconds(state.failures) * 1_000);
      return;
    }
    clerk = load.data;
    watchSession(clerk, (sessionId) => dispatch({ type: 'session', sessionId }));
    dispatch({ type: 'clerk-loaded' });
  }

  /** Signed out, the form changes; signed in, somebody adds an account to a client that may hold several. */
  function showDestination(destination: Destination): void {
    if (signedOut) signedOut.show(destination);
    else if (destination === 'sign-in') clerk?.openSignIn();
    else clerk?.openSignUp();
  }

  async function retry(): Promise<void> {
    await host.retry();
    dispatch({ type: 'clerk-retry' });
  }

  function render(): void {
    const view = screenOf(state);
    if (view.name === 'unavailable' && unavailable) {
      unavailable.update(view);
      return;
    }
    const key = keyOf(view);
    if (key === shownKey) return;
    shownKey = key;
    signedOut = undefined;
    unavailable = undefined;
    stage.show(() => createScreen(view));
  }

  function createScreen(view: ScreenView): Screen {
    if (view.name === 'setup-problem') return createSetupProblemScreen(view.problem, retry);
    if (view.name === 'unavailable') {
      unavailable = createUnavailableScreen(view, retry);
      return unavailable;
    }
    if (view.name === 'starting' || !clerk) return createStartingScreen();
    const { config } = view;
    const emulator = dependencies.createEmulator(config);
    if (view.name === 'signed-in') {
      const { sessionId } = view;
      const api = dependencies.createApi(config, { clerk, sessionId, onUnreachable: readState });
      return createSignedInScreen({ clerk, config, emulator, api, sessionId });
    }
    const { clearHash, showHash } = dependencies;
    const { notice } = view;
    const dependenciesOfForm = { clerk, config, emulator, clearHash, showHash, callbackHash, notice };
    signedOut = createSignedOutScreen(dependenciesOfForm);
    callbackHash = '';
    return signedOut;
  }

  render();
  host.onStateChange(takeState);
  // Clerk's "Add account" goes past the router, straight to the address.
  dependencies.onHashChange((hash) => {
    const destination = readDestination(hash);
    if (!destination) return;
    dependencies.clearHash();
    showDestination(destination);
  });
  await readState();
}

/** Equal for views that the same screen can go on showing. */
const keyOf = (view: ScreenView): string => (view.name === 'unavailable' ? view.name : JSON.stringify(view));
