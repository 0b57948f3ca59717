import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FolderInUseError, lockFolder } from '../../../../src-emulator/state/folder-lock.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frontdesk-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lockPath = () => join(folder, 'emulator.lock');

it('is held by one, and free after its release', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
  expect(await readFile(lockPath(), 'utf8')).toBe(String(process.pid));
  await release();
  expect(await readdir(folder)).toStrictEqual([]);
  await (await lockFolder(folder))();
});

it('goes to one of many who ask at once', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) if (outcome.status === 'fulfilled') await outcome.value();
});

it('is refused while another process lives, which is named', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
  await writeFile(lockPath(), String(other.pid));
  await expect(lockFolder(folder)).rejects.toThrow(`another emulator (process ${other.pid}) is using it`);
  other.kill();
  await once(other, 'exit');
  await (await lockFolder(folder))();
});

it.each(['', 'garbage', '0', '-1', String(process.pid)])(
  'takes over a lock that says %j',
  async (content) => {
    await writeFile(lockPath(), content);
    await (await lockFolder(folder))();
  },
);
