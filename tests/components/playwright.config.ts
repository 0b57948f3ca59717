import { defineConfig } from 'playwright/test';
import { pageTests } from '../support/page-tests.ts';

/** Clerk's own components, the real ones, against the emulator. */
export default defineConfig({
  ...pageTests,
  outputDir: '../../test-results/components',
  reporter: [['list'], ['json', { outputFile: '../../test-results/components.json' }]],
});
