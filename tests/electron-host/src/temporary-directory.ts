import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PREFIX = 'electron-host-';

/**
 * A private directory that goes when this process ends. Those of processes that were killed, and so could
 * not remove theirs, are removed here.
 */
export function createTemporaryDirectory(): string {
  const parent = os.tmpdir();
  for (const name of readdirSync(parent)) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(owner) && !isRunning(owner)) {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
  const directory = mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
