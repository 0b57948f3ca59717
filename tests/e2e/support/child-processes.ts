import { readdirSync, readFileSync } from 'node:fs';

type RunningProcess = { pid: number; parent: number; command: string };

/** All descendants of a process whose command line matches, from /proc (Linux only, as the tests' machines are). */
function findDescendants(pid: number, command: RegExp): number[] {
  const all = listProcesses();
  const descendants = new Set([pid]);
  for (let size = 0; size !== descendants.size; ) {
    size = descendants.size;
    for (const one of all) if (descendants.has(one.parent)) descendants.add(one.pid);
  }
  return all
    .filter((one) => one.pid !== pid && descendants.has(one.pid) && command.test(one.command))
    .map((one) => one.pid);
}

function listProcesses(): RunningProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const parent = Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
        return [{ pid: Number(name), parent, command }];
      } catch {
        return [];
      }
    });
}

/** Kills the only descendant of `pid` that matches. */
export function killDescendant(pid: number, command: RegExp): void {
  const found = findDescendants(pid, command);
  const [first] = found;
  if (found.length !== 1 || first === undefined)
    throw new Error(`${found.length} processes below ${pid} match ${command}, not one`);
  process.kill(first, 'SIGKILL');
}
