import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listSuites, runSuites } from '../../../tools/suites.mjs';

describe('the suites of npm test', () => {
  const named = ['one', 'two', 'three'].map((name) => ({ name }));

  it('are all run, also after one that fails, and each has a line at the end', () => {
    const ran: string[] = [];
    const { passed, summary } = runSuites(named, ({ name }) => {
      ran.push(name);
      return { status: name === 'one' ? 1 : 0 };
    });
    expect(ran).toEqual(['one', 'two', 'three']);
    expect(passed).toBe(false);
    expect(summary).toEqual(['FAILED  one (exit code 1)', 'passed  two', 'passed  three']);
  });

  it('have passed when none failed', () => {
    expect(runSuites(named, () => ({ status: 0 }))).toEqual({
      passed: true,
      summary: ['passed  one', 'passed  two', 'passed  three'],
    });
  });

  it.each([
    [{ status: null, signal: 'SIGKILL' }, 'FAILED  one (SIGKILL)'],
    [{ status: null }, 'FAILED  one (exit code unknown)'],
  ])('have failed when one ends by %o', (outcome, line) => {
    const { passed, summary } = runSuites([{ name: 'one' }], () => outcome);
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

  it('hand what follows npm test -- to the end-to-end specs, and to nothing else', () => {
    const withParameters = listSuites(['--project', 'browser mode']).filter(
      ({ command }, index) => command.join() !== listSuites([])[index]?.command.join(),
    );
    expect(withParameters).toEqual([
      { name: 'end to end', command: ['playwright/cli.js', 'test', '--project', 'browser mode'] },
    ]);
  });
});
