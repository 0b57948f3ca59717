import { expect, it } from 'vitest';
import { describeStartFailure } from '../../../src-emulator/start-failure.ts';
import { FolderInUseError } from '../../../src-emulator/state/folder-lock.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: refused`), { code });

it.each([
  [systemError('EADDRINUSE'), undefined, /^port 4100 is in use\. .*--port/],
  [systemError('EACCES'), undefined, /^not allowed to listen on port 4100\. .*--port/],
  [systemError('EACCES'), '/data', /^cannot use the data folder \/data \(EACCES\)\. .*--data/],
  [systemError('EROFS'), '/data', /^cannot use the data folder \/data \(EROFS\)\. .*--data/],
  [new FolderInUseError('another emulator (process 7) is using it'), '/data', /process 7.*--data/],
  [new Error('surprise'), undefined, /^could not start: surprise$/],
  ['text', undefined, /^could not start: text$/],
])('puts %s into one line that says what to do', (error, dataDir, expected) => {
  const line = describeStartFailure(error, { port: 4100, dataDir });
  expect(line).toMatch(expected);
  expect(line).not.toContain('\n');
});
