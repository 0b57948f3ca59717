import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../../electron-host/src/chromium-path.ts';
import { readEnvironment } from '../../electron-host/src/environment.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'chromium-path-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function addExecutable(name: string): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, 0o755);
  return file;
}

const find = (variables: NodeJS.ProcessEnv) =>
  findChromium(readEnvironment({ PLAYWRIGHT_BROWSERS_PATH: path.join(root, 'browsers'), ...variables }));

test('takes the one that is named', () => {
  const named = addExecutable('my/chrome');
  addExecutable('bin/chromium');
  expect(find({ ELECTRON_HOST_CHROMIUM: named, PATH: path.join(root, 'bin') })).toBe(named);
});

test('says so when the named one cannot be executed', () => {
  expect(() => find({ ELECTRON_HOST_CHROMIUM: '/nowhere' })).toThrow('ELECTRON_HOST_CHROMIUM names /nowhere');
});

test('prefers Chromium to Chrome, wherever they stand on the path', () => {
  addExecutable('first/google-chrome');
  const chromium = addExecutable('second/chromium');
  expect(find({ PATH: `${path.join(root, 'first')}:${path.join(root, 'second')}` })).toBe(chromium);
});

test("falls back to the newest of Playwright's downloads", () => {
  addExecutable('browsers/chromium-999/chrome-linux/chrome');
  const newest = addExecutable('browsers/chromium-1208/chrome-linux64/chrome');
  addExecutable('browsers/chromium_headless_shell-2000/chrome-linux/chrome');
  expect(find({ PATH: '' })).toBe(newest);
});

test('says how to get one when there is none', () => {
  expect(() => find({ PATH: '' })).toThrow('no Chromium found; install it');
});
