import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What this process holds: heap after a garbage collection, and open sockets, servers and timers. */
export type Use = { heapBytes: number; handles: number };

export function readUse(): Use {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
  const handles = process.getActiveResourcesInfo().filter((name) => /TCP|Timeout|Pipe/.test(name)).length;
  return { heapBytes: process.memoryUsage().heapUsed, handles };
}
