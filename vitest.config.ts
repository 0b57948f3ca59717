import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,integration,security,fuzz}/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
