import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface VirtualDisplay {
  /** The value of DISPLAY, for example `:99`. */
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Starts Xvfb on a display that it chooses itself; it writes the number to the file descriptor named by -displayfd.
 * @throws when Xvfb is not installed or ends before it is ready
 */
export async function openVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = once(server, 'exit');
  const number = await Promise.race([
    once(server.stdout, 'data').then(([chunk]) => String(chunk).trim()),
    exited.then(() => undefined),
  ]);
  if (!number) throw new Error('Xvfb did not start: install it (apt install xvfb).');
  return {
    name: `:${number}`,
    async close() {
      server.kill();
      await exited;
    },
  };
}
