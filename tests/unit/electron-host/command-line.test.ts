import { expect, test } from 'vitest';
import { parseCommandLine } from '../../electron-host/src/command-line.ts';

test('reads switches wherever they stand, and takes the first other argument as the app', () => {
  const { switches, appArgument, requires } = parseCommandLine([
    '-r',
    'loader.js',
    '--inspect=0',
    '--no-sandbox',
    '.',
    '--user-data-dir=/a=b',
    'frontdesk://app/?x',
  ]);
  expect([...switches]).toEqual([
    ['inspect', '0'],
    ['no-sandbox', ''],
    ['user-data-dir', '/a=b'],
  ]);
  expect(appArgument).toBe('.');
  expect(requires).toEqual(['loader.js']);
});

test('knows when no app is given', () => {
  expect(parseCommandLine(['--headless']).appArgument).toBeUndefined();
});
