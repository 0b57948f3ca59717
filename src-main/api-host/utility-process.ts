import { type UtilityProcess, utilityProcess } from 'electron';
import { childEnvironment } from '../environment.ts';

export type ForkOptions = { script: string; arguments?: string[]; name: string };

/** A child of the main process; its stdout can be read, its log (stderr) goes to ours. */
export function forkChild(options: ForkOptions): UtilityProcess {
  const child = utilityProcess.fork(options.script, options.arguments ?? [], {
    serviceName: options.name,
    env: childEnvironment(),
    stdio: 'pipe',
  });
  child.stderr?.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  return child;
}

/** Resolves when the child is gone. */
export const exitOf = (child: UtilityProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()));
