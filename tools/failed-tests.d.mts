/** The tests that failed in a JSON report of vitest or Playwright, each as "file › title: first line of the error"; a second try that passed is told. */
export function listFailedTests(report: unknown): string[];
