export type Suite = { name: string; command: string[]; report: string };

/** Everything that `npm test` runs, in this order; `parameters` go to the end-to-end specs. */
export function listSuites(parameters: string[]): Suite[];

/**
 * Runs every suite, also after one that failed. Answers whether all passed, and a line for each that says so, with a
 * line for each of its tests that failed.
 */
export function runSuites<Each extends { name: string }>(
  suites: Each[],
  run: (suite: Each) => { status: number | null; signal?: string | null },
  listFailed: (suite: Each) => string[],
): { passed: boolean; summary: string[] };
