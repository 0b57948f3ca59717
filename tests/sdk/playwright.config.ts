import { defineConfig } from 'playwright/test';
import { chromiumPath, chromiumSwitches } from '../e2e/support/environment.ts';

/** Clerk's SDKs for pages and for tests, unmodified, in applications of somebody else's. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/sdk',
  globalSetup: './support/build-page.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    launchOptions: {
      executablePath: chromiumPath(),
      args: chromiumSwitches,
      ignoreDefaultArgs: ['--enable-automation'],
    },
  },
});
