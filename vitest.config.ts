import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,integration,security,fuzz}/**/*.test.ts'],
    setupFiles: ['tests/support/clerk-api/install-checked-fetch.ts'],
    testTimeout: 20_000,
    // Files share their process, so that what they import is read once: a quarter of the CPU time. They mock no module,
    // and put back what they change.
    isolate: false,
  },
});
