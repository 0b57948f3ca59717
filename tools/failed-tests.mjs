// What failed, out of the JSON reports of vitest and Playwright: a line for each test, for the end of a long log.
import { stripVTControlCharacters } from 'node:util';

/** The tests that failed, each as "file › title: first line of the error"; a second try that passed is told. @param {unknown} report */
export function listFailedTests(report) {
  const { testResults = [], suites = [], errors = [] } = /** @type {Report} */ (report);
  return [
    ...testResults.flatMap(failuresOfFile),
    ...suites.flatMap(specsOf).flatMap(failuresOfSpec),
    ...errors.map(({ message }) => firstLine(message)),
  ];
}

/** @param {VitestFile} file */
function failuresOfFile({ name, status, message, assertionResults }) {
  const failed = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failed.length === 0) return [`${name}: ${firstLine(message)}`];
  return failed.map(
    ({ fullName, failureMessages }) => `${name} › ${fullName}: ${firstLine(failureMessages[0])}`,
  );
}

/** @param {PlaywrightSuite} suite @returns {PlaywrightSpec[]} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** @param {PlaywrightSpec} spec */
const failuresOfSpec = ({ file, line, title, tests }) =>
  tests
    .filter(({ status }) => status === 'unexpected' || status === 'flaky')
    .map(({ projectName, status, results }) => {
      const project = projectName ? `[${projectName}] › ` : '';
      const outcome = status === 'flaky' ? ' (passed at the second try)' : '';
      return `${project}${file}:${line} › ${title}${outcome}: ${firstLine(results[0]?.error?.message)}`;
    });

const firstLine = (/** @type {string | undefined} */ text = '') =>
  stripVTControlCharacters(text).trim().split('\n', 1)[0];

/**
 * @typedef {{ name: string, status: string, message?: string, assertionResults: VitestTest[] }} VitestFile
 * @typedef {{ fullName: string, status: string, failureMessages: string[] }} VitestTest
 * @typedef {{ specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ file: string, line: number, title: string, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ projectName: string, status: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ testResults?: VitestFile[], suites?: PlaywrightSuite[], errors?: { message?: string }[] }} Report
 */
