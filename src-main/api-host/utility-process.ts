import { type UtilityProcess, utilityProcess } from 'electron';
import { failure, type Result } from '../../src-contracts/result.ts';
import { childEnvironment } from '../environment.ts';
import type { ChildProblem, ChildRun } from './supervisor.ts';

/** How long a child may take until it is ready. */
const startLimitMilliseconds = 15_000;

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

/**
 * One run of `child` for its supervisor. `listen` waits for what the child says of itself and settles with it; a child
 * that says nothing in time, or ends before it does, has not started.
 */
export function watchChild<Ready>(
  child: UtilityProcess,
  processName: string,
  listen: (settle: (result: Result<Ready, ChildProblem>) => void) => void,
): ChildRun<Ready> {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<Result<Ready, ChildProblem>>((resolve) => {
    const limit = setTimeout(() => resolve(failure(notStarted(processName))), startLimitMilliseconds);
    const settle = (result: Result<Ready, ChildProblem>) => {
      clearTimeout(limit);
      resolve(result);
    };
    listen(settle);
    void exited.then(() => settle(failure(notStarted(processName))));
  });
  return { ready, exited, stop: () => void child.kill() };
}

const notStarted = (processName: string): ChildProblem => ({
  setting: processName,
  reason: 'it did not start',
  remedy: 'It is started again by itself; if that goes on, restart the application and look at its log.',
});
