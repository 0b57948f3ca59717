import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listSuites, runSuites } from '../../../tools/suites.mjs';

describe('the suites of npm test', () => {
  const noneFailed = () => [];
  const named = ['one', 'two', 'three'].map((name) => ({ name }));

  it('are all run, also after one that fails, and each has a line at the end, with the tests that failed, at first or for good', () => {
    const ran: string[] = [];
    const run = ({ name }: { name: string }) => {
      ran.push(name);
      return { status: name === 'one' ? 1 : 0 };
    };
    const { passed, summary } = runSuites(named, run, ({ name }) =>
      name === 'two' ? [] : [`a test of ${name}`],
    );
    expect(ran).toEqual(['one', 'two', 'three']);
    expect(passed).toBe(false);
    expect(summary).toEqual([
      'FAILED  one (exit code 1)',
      '        a test of one',
      'passed  two',
      'passed  three',
      '        a test of three',
    ]);
  });

  it('have passed when none failed', () => {
    expect(runSuites(named, () => ({ status: 0 }), noneFailed)).toEqual({
      passed: true,
      summary: ['passed  one', 'passed  two', 'passed  three'],
    });
  });

  it.each([
    [{ status: null, signal: 'SIGKILL' }, 'FAILED  one (SIGKILL)'],
    [{ status: null }, 'FAILED  one (exit code unknown)'],
  ])('have failed when one ends by %o', (outcome, line) => {
    const { passed, summary } = runSuites([{ name: 'one' }], () => outcome, noneFailed);
    expect([passed, summary]).toEqual([false, [line]]);
  });

  it('are those of vitest and of every configuration of Playwright but that of the installed package', () => {
    const commands = listSuites([]).map(({ command }) => command.join(' '));
    const configurations = readdirSync('tests', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('playwright.config.ts') && path !== 'package/playwright.config.ts')
      .map((path) => `playwright/cli.js test --config tests/${path}`);
    expect(configurations).not.toEqual([]);
    expect(commands.toSorted()).toEqual(
      ['vitest/vitest.mjs run', ...configurations, 'playwright/cli.js test'].toSorted(),
    );
  });

  it('each have a report of their own, which their configuration writes', () => {
    const reports = listSuites([]).map(({ report }) => report);
    const configurations = ['vitest.config.ts', 'playwright.config.ts'].concat(
      ['electron-host', 'components', 'sdk'].map((folder) => `tests/${folder}/playwright.config.ts`),
    );
    const written = configurations.flatMap(
      (path) => readFileSync(path, 'utf8').match(/(?<=outputFile: '(\.\.\/)*)test-results.*?(?=')/g) ?? [],
    );
    expect(written.toSorted()).toEqual(reports.toSorted());
  });

  it('hand what follows npm test -- to the end-to-end specs, and to nothing else', () => {
    const withParameters = listSuites(['--project', 'browser mode']).filter(
      ({ command }, index) => command.join() !== listSuites([])[index]?.command.join(),
    );
    expect(withParameters).toMatchObject([
      { name: 'end to end', command: ['playwright/cli.js', 'test', '--project', 'browser mode'] },
    ]);
  });
});
