import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Another emulator uses the folder. The message says which process, for the person at the terminal. */
export class FolderInUseError extends Error {}

const lockedHere = new Set<string>();

/**
 * Takes the folder for this process, so that two emulators never overwrite each other's state. A lock left by
 * a process that is gone is taken over. Returns the release. Throws {@link FolderInUseError}.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = resolve(join(folder, 'emulator.lock'));
  if (lockedHere.has(path)) throw new FolderInUseError(describeOwner(process.pid));
  lockedHere.add(path);
  try {
    await claim(path);
  } catch (error) {
    lockedHere.delete(path);
    throw error;
  }
  return async () => {
    await rm(path, { force: true });
    lockedHere.delete(path);
  };
}

async function claim(path: string, isRetry = false): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(String(process.pid)).finally(() => file.close());
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    if (isRetry || isAlive(owner)) throw new FolderInUseError(describeOwner(owner));
    await rm(path, { force: true });
    await claim(path, true);
  }
}

const describeOwner = (pid: number) => `another emulator (process ${pid}) is using it`;

function isAlive(pid: number): boolean {
  // A restarted container can give this process the number of the one that left the lock.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
