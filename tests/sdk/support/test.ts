import { test as base, expect, type Page } from 'playwright/test';
import { emulatorReadySchema } from '../../../src-contracts/ready-line.ts';
import { type ControlClient, createControlClient } from '../../../src-emulator/control-client.ts';
import { type NetworkRecord, recordNetwork } from '../../e2e/support/loopback-only.ts';
import { startServer } from '../../support/server-process.ts';
import { serveApplication } from './serve-application.ts';

type Emulation = { url: string; publishableKey: string; secretKey: string; control: ControlClient };

type Fixtures = {
  emulation: Emulation;
  /** How the application reaches the emulator: through its own server, or at its address. */
  reach: 'proxy' | 'address';
  application: { url: string };
  page: Page;
};

export const test = base.extend<Fixtures>({
  reach: ['proxy', { option: true }],
  emulation: async ({ browser: _browser }, use) => {
    const server = await startServer('emulator', ['--port', '0', '--quiet'], emulatorReadySchema);
    const { url, publishableKey, secretKey } = server.ready;
    await use({ url, publishableKey, secretKey, control: createControlClient(url) });
    await server.stop();
  },
  application: async ({ emulation: { url, publishableKey }, reach }, use) => {
    // Cookies of the emulator reach it from pages of the same host name only.
    const address = url.replace('127.0.0.1', 'localhost');
    const { close, ...application } = await serveApplication(url, {
      publishableKey,
      ...(reach === 'proxy'
        ? { proxyUrl: '/__clerk' }
        : {
            proxyUrl: address,
            __internal_clerkJSUrl: `${address}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
            __internal_clerkUIUrl: `${address}/npm/@clerk/ui@1/dist/ui.browser.js`,
          }),
    });
    await use(application);
    await close();
  },
  page: async ({ page, context }, use) => {
    const network: NetworkRecord = { foreign: [], refusedByPolicy: [] };
    recordNetwork(context, network);
    await use(page);
    // Clerk's components have the icons of known providers from there, and nothing an application sets changes that.
    network.foreign = network.foreign.filter((url) => !url.startsWith('https://img.clerk.com/static/'));
    expect(network).toEqual({ foreign: [], refusedByPolicy: [] });
  },
});

export { expect };
