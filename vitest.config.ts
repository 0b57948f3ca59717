import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{unit,integration,security,fuzz}/**/*.test.ts'],
    setupFiles: ['tests/support/clerk-api/refuse-wrong-answers.ts'],
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    testTimeout: 20_000,
    // Files share their process, so that what they import is read once: a quarter of the CPU time. They mock no module,
    // put back what they change, and register no hooks in modules that they share.
    isolate: false,
    // Much of their time is waiting, so all cores may have one.
    maxWorkers: '100%',
  },
});
