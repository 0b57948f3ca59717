/** Everything that `npm test` runs, in this order; `parameters` go to the end-to-end specs. @param {string[]} parameters */
export const listSuites = (parameters) => [
  { name: 'unit, integration, security and fuzz', command: ['vitest/vitest.mjs', 'run'] },
  { name: 'Electron host', command: playwright('--config', 'tests/electron-host/playwright.config.ts') },
  { name: 'components', command: playwright('--config', 'tests/components/playwright.config.ts') },
  { name: 'SDKs', command: playwright('--config', 'tests/sdk/playwright.config.ts') },
  { name: 'end to end', command: playwright(...parameters) },
];

const playwright = (/** @type {string[]} */ ...parameters) => ['playwright/cli.js', 'test', ...parameters];

/**
 * Runs every suite, also after one that failed. Answers whether all passed, and a line for each that says so.
 * @template {{ name: string }} Suite
 * @param {Suite[]} suites
 * @param {(suite: Suite) => { status: number | null, signal?: string | null }} run
 */
export function runSuites(suites, run) {
  const outcomes = suites.map((suite) => ({ name: suite.name, ...run(suite) }));
  return {
    passed: outcomes.every(({ status }) => status === 0),
    summary: outcomes.map(({ name, status, signal }) =>
      status === 0 ? `passed  ${name}` : `FAILED  ${name} (${signal ?? `exit code ${status ?? 'unknown'}`})`,
    ),
  };
}
