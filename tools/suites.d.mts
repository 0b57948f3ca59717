export type Suite = { name: string; command: string[] };

/** Everything that `npm test` runs, in this order; `parameters` go to the end-to-end specs. */
export function listSuites(parameters: string[]): Suite[];

/** Runs every suite, also after one that failed. Answers whether all passed, and a line for each that says so. */
export function runSuites<Each extends { name: string }>(
  suites: Each[],
  run: (suite: Each) => { status: number | null; signal?: string | null },
): { passed: boolean; summary: string[] };
