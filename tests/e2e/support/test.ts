import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'playwright/test';
import type { Application } from './application.ts';
import { launchBrowserMode } from './browser-application.ts';
import { launchDesktop } from './desktop-application.ts';
import { type NetworkRecord, recordNetwork } from './loopback-only.ts';

export type ModeOptions = { mode: 'desktop' | 'browser' };

type Fixtures = {
  dataFolder: string;
  /**
   * Starts Frontdesk with these settings; it is closed after the test, which fails if a request left loopback. Two
   * at a time need folders of their own.
   */
  launch: (environment?: Record<string, string>, folder?: string) => Promise<Application>;
  /** Frontdesk started with no settings at all: the emulator's connection. */
  frontdesk: Application;
};

export const test = base.extend<Fixtures & ModeOptions>({
  mode: ['desktop', { option: true }],
  dataFolder: async ({ mode }, use) => {
    const folder = mkdtempSync(join(tmpdir(), `frontdesk-${mode}-`));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ mode, dataFolder }, use, testInfo) => {
    const network: NetworkRecord = { foreign: [], refusedByPolicy: [] };
    const running: Application[] = [];
    await use(async (environment = {}, folder = dataFolder) => {
      const start = mode === 'desktop' ? launchDesktop : launchBrowserMode;
      const application = await start({
        dataFolder: folder,
        environment,
        onContext: (context) => recordNetwork(context, network),
      });
      running.push(application);
      return application;
    });
    for (const application of running) {
      if (testInfo.status !== testInfo.expectedStatus)
        await testInfo.attach('log', { body: application.log(), contentType: 'text/plain' });
      await application.close();
    }
    expect(network).toEqual({ foreign: [], refusedByPolicy: [] });
  },
  frontdesk: async ({ launch }, use) => use(await launch()),
});

export { expect };
