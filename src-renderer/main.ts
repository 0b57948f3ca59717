import './zod-without-eval.ts';
import './styles/index.css';
import { apiTimeoutMilliseconds, createApiClient } from './api/api-client.ts';
import { createEmulatorClient } from './api/emulator-client.ts';
import { isProviderCallback, withoutCallbackParameters } from './clerk/destinations.ts';
import { readSessionToken } from './clerk/session-watch.ts';
import { createBrowserHost } from './host/browser-host.ts';
import { createDesktopHost } from './host/desktop-host.ts';
import { runApplication } from './screens/application.ts';
import { createStage } from './screens/stage.ts';

const { frontdesk, __clerk_internal_electron: clerkBridge } = window;
const fetch = window.fetch.bind(window);
const clearHash = () => history.replaceState(history.state, '', location.pathname + location.search);
/** What this page's policy lets it reach; put in when the page was loaded (src-window-files). */
const policyOrigins =
  document.querySelector<HTMLMetaElement>('meta[name="policy-origins"]')?.content.split(' ') ?? [];
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

const host = frontdesk && clerkBridge ? createDesktopHost(frontdesk, clerkBridge) : createBrowserHost(fetch);
const root = document.getElementById('app') ?? document.body;

const callbackHash = isProviderCallback(location.hash) ? location.hash : '';
history.replaceState(history.state, '', withoutCallbackParameters(location.href));
clearHash();
await runApplication({
  host,
  stage: createStage(root),
  async loadClerk(options) {
    // Clerk is most of the code: the window is on screen before it is read.
    const { loadClerk } = await import('./clerk/load-clerk.ts');
    return loadClerk({ ...options, host, nonce });
  },
  createApi: ({ api: { url, launchToken } }, { clerk, sessionId, onUnreachable }) =>
    createApiClient({
      url,
      launchToken,
      fetch,
      onUnreachable,
      readToken: (options) => readSessionToken(clerk, sessionId, options),
      createTimeout: () => AbortSignal.timeout(apiTimeoutMilliseconds),
    }),
  createEmulator: ({ connection, clerk: { proxyUrl } }) =>
    connection === 'emulator' && proxyUrl ? createEmulatorClient(proxyUrl, fetch) : undefined,
  now: Date.now,
  clearHash,
  callbackHash,
  showHash: (hash) => history.replaceState(history.state, '', hash),
  onHashChange: (listener) => window.addEventListener('hashchange', () => listener(location.hash)),
  policyOrigins,
  reload: () => location.reload(),
});
