import { defineConfig } from 'playwright/test';
import type { ModeOptions } from './tests/e2e/support/test.ts';

const desktop = process.env.FRONTDESK_TESTED_ON === 'electron' ? 'real Electron' : 'Electron host';

/** The same specs on both ways to run Frontdesk. `npm test` sets the environment variables that this reads. */
export default defineConfig<ModeOptions>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['html', { open: 'never' }], ['json', { outputFile: 'test-results/e2e.json' }]],
  projects: [
    { name: `desktop on ${desktop}`, use: { mode: 'desktop' }, testIgnore: 'browser/**' },
    { name: 'browser mode', use: { mode: 'browser' }, testIgnore: 'desktop/**' },
  ],
});
