import { defineConfig } from 'playwright/test';
import { pageTests } from '../support/page-tests.ts';

/** Clerk's SDKs for pages and for tests, unmodified, in applications of somebody else's. */
export default defineConfig({
  ...pageTests,
  outputDir: '../../test-results/sdk',
  reporter: [['list'], ['json', { outputFile: '../../test-results/sdk.json' }]],
});
