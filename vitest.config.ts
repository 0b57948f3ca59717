import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,integration,security,fuzz}/**/*.test.ts'],
    setupFiles: ['tests/support/clerk-api/install-checked-fetch.ts'],
    testTimeout: 20_000,
  },
});
