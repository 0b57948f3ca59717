import type { PlaywrightTestConfig } from 'playwright/test';
import { chromiumPath, chromiumSwitches } from '../e2e/support/environment.ts';

/** What the suites share that open pages of their own in Chromium. `npm test` sets the environment that this reads. */
export const pageTests = {
  testDir: '.',
  globalSetup: './support/build-page.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  use: {
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: chromiumPath(),
      args: chromiumSwitches,
      ignoreDefaultArgs: ['--enable-automation'],
    },
  },
} satisfies PlaywrightTestConfig;
