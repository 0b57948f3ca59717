import { defineConfig } from 'playwright/test';

/** One worker: the specs install and remove packages of the machine they run on. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/package',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  reporter: 'list',
});
