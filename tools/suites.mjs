/** Everything that `npm test` runs, in this order; `parameters` go to the end-to-end specs. @param {string[]} parameters */
export const listSuites = (parameters) => [
  {
    name: 'unit, integration, security and fuzz',
    command: ['vitest/vitest.mjs', 'run'],
    report: reportOf('vitest'),
  },
  { name: 'Electron host', ...playwright('electron-host') },
  { name: 'components', ...playwright('components') },
  { name: 'SDKs', ...playwright('sdk') },
  {
    name: 'end to end',
    command: ['playwright/cli.js', 'test', ...parameters],
    report: reportOf('e2e'),
  },
];

const playwright = (/** @type {string} */ folder) => ({
  command: ['playwright/cli.js', 'test', '--config', `tests/${folder}/playwright.config.ts`],
  report: reportOf(folder),
});

/** Where the configuration of a suite has its runner write what passed and failed, as JSON. */
const reportOf = (/** @type {string} */ suite) => `test-results/${suite}.json`;

/**
 * Runs every suite, also after one that failed. Answers whether all passed, and a line for each that says so, with a
 * line for each of its tests that failed.
 * @template {{ name: string }} Suite
 * @param {Suite[]} suites
 * @param {(suite: Suite) => { status: number | null, signal?: string | null }} run
 * @param {(suite: Suite) => string[]} listFailed the tests of a suite that failed, at first or for good
 */
export function runSuites(suites, run, listFailed) {
  const outcomes = suites.map((suite) => ({ suite, ...run(suite) }));
  return {
    passed: outcomes.every(({ status }) => status === 0),
    summary: outcomes.flatMap(({ suite, status, signal }) => [
      status === 0
        ? `passed  ${suite.name}`
        : `FAILED  ${suite.name} (${signal ?? `exit code ${status ?? 'unknown'}`})`,
      ...listFailed(suite).map((test) => `        ${test}`),
    ]),
  };
}
