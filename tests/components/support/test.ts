import { type ClerkClient, createClerkClient } from '@clerk/backend';
import { type BrowserContext, test as base, expect, type Page } from 'playwright/test';
import { emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';
import { type NetworkRecord, recordNetwork } from '../../e2e/support/loopback-only.ts';
import { startServer } from '../../support/server-process.ts';
import type { PageAddress } from '../page/address.ts';
import { servePage } from './serve-page.ts';

type Settings = Parameters<ControlClient['changeSettings']>[0];

type Show = Partial<Pick<PageAddress, 'component'>> & {
  props?: Record<string, unknown>;
  /** What follows the `#`. */
  hash?: string;
  /** More of the query, e.g. `__clerk_ticket`. */
  query?: Record<string, string>;
};

/** An emulator of the test's own, with its settings. */
type Emulation = {
  url: string;
  publishableKey: string;
  secretKey: string;
  control: ControlClient;
  /** Clerk's Backend API client, pointed at the emulator. */
  clerk: ClerkClient;
};

export type ComponentsWindow = {
  page: Page;
  /** Opens one of Clerk's components; the client of this window stays the same. */
  show: (options?: Show) => Promise<void>;
};

type Fixtures = {
  /** What this file's tests change in the instance's settings. */
  settings: Settings;
  emulation: Emulation;
  /** Another browser: a client of its own. */
  openWindow: (context?: BrowserContext) => Promise<ComponentsWindow>;
  /** The first one. */
  window: ComponentsWindow;
};

export const test = base.extend<Fixtures, { pageUrl: string }>({
  settings: [{}, { option: true }],
  pageUrl: [
    async ({ browser: _browser }, use) => {
      const { url, close } = await servePage();
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
  emulation: async ({ settings }, use) => {
    const flags = ['--port', '0', '--quiet', '--fast-passwords'];
    const server = await startServer('emulator', flags, emulatorReadySchema);
    try {
      const { url, publishableKey, secretKey } = server.ready;
      const control = createControlClient(url);
      if (Object.keys(settings).length > 0) await control.changeSettings(settings);
      const clerk = createClerkClient({
        apiUrl: url,
        publishableKey,
        secretKey,
        telemetry: { disabled: true },
      });
      await use({ url, publishableKey, secretKey, control, clerk });
    } finally {
      await server.stop();
    }
  },
  openWindow: async ({ browser, emulation, pageUrl }, use) => {
    const network: NetworkRecord = { foreign: [], refusedByPolicy: [] };
    const contexts: BrowserContext[] = [];
    await use(async (context) => {
      const owner = context ?? (await browser.newContext({ viewport: { width: 1000, height: 800 } }));
      if (!context) {
        contexts.push(owner);
        recordNetwork(owner, network);
      }
      const page = await owner.newPage();
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      const show = async ({ component, props, hash, query }: Show = {}) => {
        const { url: emulator, publishableKey } = emulation;
        const address = new URL(pageUrl);
        const values = {
          emulator,
          publishableKey,
          component,
          props: props && JSON.stringify(props),
          ...query,
        };
        for (const [name, value] of Object.entries(values)) if (value) address.searchParams.set(name, value);
        if (hash) address.hash = hash;
        // A change of the hash alone would not load the page again.
        await page.goto('about:blank');
        await page.goto(address.href);
        await expect(page.locator('#status')).not.toHaveText('loading');
        await expect(page.locator('#component > div > *').first()).toBeAttached();
      };
      return { page, show };
    });
    for (const context of contexts) await context.close();
    expect(network).toEqual({ foreign: [], refusedByPolicy: [] });
  },
  window: async ({ openWindow }, use) => use(await openWindow()),
});

export { expect };
