import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFailedTests } from '../../../tools/failed-tests.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-failed-tests-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function report(runner: string, command: string[], files: Record<string, string>): unknown {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const path = join(folder, 'report.json');
  spawnSync(process.execPath, [resolve('node_modules', runner), ...command], {
    cwd: folder,
    env: { PATH: process.env.PATH, FORCE_COLOR: '1', PLAYWRIGHT_JSON_OUTPUT_FILE: path },
  });
  return JSON.parse(readFileSync(path, 'utf8'));
}

describe('the tests that failed, as their runner reports them', () => {
  it('are told by vitest, with files that could not be read', () => {
    const told = listFailedTests(
      report('vitest/vitest.mjs', ['run', '--reporter', 'json', '--outputFile', 'report.json'], {
        'sums.test.js': `import { describe, expect, it } from 'vitest';
          describe('a sum', () => {
            it('is right', () => expect(1 + 1).toBe(2));
            it('is wrong', () => expect(1 + 1, 'one and one').toBe(3));
          });`,
        'unread.test.js': `throw new Error('cannot be read');`,
      }),
    );
    expect(told.toSorted()).toEqual([
      `${join(folder, 'sums.test.js')} › a sum is wrong: AssertionError: one and one: expected 2 to be 3 // Object.is equality`,
      `${join(folder, 'unread.test.js')}: cannot be read`,
    ]);
  });

  it('are told by Playwright, by project, with those that passed late and without those that were skipped', () => {
    const told = listFailedTests(
      report('playwright/cli.js', ['test', '--reporter', 'json'], {
        'playwright.config.js': `module.exports = { retries: 1, projects: [{ name: 'one' }, { name: 'two' }] };`,
        'sums.spec.js': `const { test, expect } = require('playwright/test');
          test.describe('a sum', () => {
            test('is right', () => expect(1 + 1).toBe(2));
            test('is wrong', ({}, { project }) => expect(project.name).toBe('one'));
            test('is late', ({}, { project, retry }) => expect([project.name, retry]).not.toEqual(['one', 0]));
            test.skip('is skipped', () => {});
          });`,
      }),
    );
    expect(told).toEqual([
      '[two] › sums.spec.js:4 › is wrong: Error: expect(received).toBe(expected) // Object.is equality',
      '[one] › sums.spec.js:5 › is late (passed at the second try): Error: expect(received).not.toEqual(expected) // deep equality',
    ]);
  });

  it('are an error when Playwright could not begin', () => {
    const told = listFailedTests(
      report('playwright/cli.js', ['test', '--reporter', 'json'], {
        'playwright.config.js': `module.exports = { globalSetup: './setup.js' };`,
        'setup.js': `module.exports = () => { throw new Error('no page could be built'); };`,
        'sums.spec.js': `const { test } = require('playwright/test'); test('is right', () => {});`,
      }),
    );
    expect(told).toEqual(['Error: no page could be built']);
  });
});
