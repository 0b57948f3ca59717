import type { SetupProblem } from '../../src-contracts/connection.ts';
import type { Result } from '../../src-contracts/result.ts';

/** One run of a child process. `ready` settles once; `exited` resolves when the process is gone, whatever the reason. */
export type ChildRun<Ready> = {
  ready: Promise<Result<Ready, ChildProblem>>;
  exited: Promise<void>;
  stop: () => void;
};

/** Why a child did not start; `isFinal` when starting it again cannot help. */
export type ChildProblem = SetupProblem & { isFinal?: boolean };

export type SupervisorState<Ready> =
  | { status: 'starting' }
  | { status: 'ready'; value: Ready }
  | { status: 'waiting'; problem: SetupProblem; retryInSeconds: number }
  | { status: 'failed'; problem: SetupProblem };

export type Supervisor = {
  start: () => void;
  /** Starts a child that waits or has failed now; does nothing while one runs. */
  retry: () => void;
  /** Ends the child and starts no other; resolves when it is gone. */
  stop: () => Promise<void>;
};

export type SupervisorOptions<Ready> = {
  /** Starts the child; `previous` is what the last run said if it got ready, so that a port can be kept. */
  run: (previous: Ready | undefined) => ChildRun<Ready>;
  onChange: (state: SupervisorState<Ready>) => void;
  /** What to tell a person when the child ended after it had been ready. */
  exitProblem: SetupProblem;
  setTimer: (callback: () => void, milliseconds: number) => () => void;
  now: () => number;
};

const longestWaitSeconds = 30;
/** A run this long counts as healthy: the next failure waits the shortest time again. */
const healthyAfterMilliseconds = 60_000;

/** Seconds to wait before the n-th restart in a row (n from 1): 0.5, 1, 2, 4 … 30. */
export const backOffSeconds = (attempt: number): number =>
  Math.min(longestWaitSeconds, 0.5 * 2 ** (attempt - 1));

/** Keeps a child process running: starts it, starts it again with back-off when it ends, and tells each change. */
export function createSupervisor<Ready>(options: SupervisorOptions<Ready>): Supervisor {
  let child: ChildRun<Ready> | undefined;
  let previous: Ready | undefined;
  let attempts = 0;
  let cancelTimer: (() => void) | undefined;
  let isStopped = false;

  async function launch(): Promise<void> {
    cancelTimer = undefined;
    options.onChange({ status: 'starting' });
    const run = options.run(previous);
    const startedAt = options.now();
    child = run;
    const ready = await run.ready;
    if (isStopped) return;
    if (ready.ok) {
      previous = ready.data;
      options.onChange({ status: 'ready', value: ready.data });
    } else {
      previous = undefined;
      run.stop();
    }
    await run.exited;
    child = undefined;
    if (isStopped) return;
    if (options.now() - startedAt > healthyAfterMilliseconds) attempts = 0;
    wait(ready.ok ? options.exitProblem : ready.error);
  }

  function wait({ isFinal, ...problem }: ChildProblem): void {
    if (isFinal) {
      options.onChange({ status: 'failed', problem });
      return;
    }
    attempts += 1;
    const retryInSeconds = backOffSeconds(attempts);
    cancelTimer = options.setTimer(() => void launch(), retryInSeconds * 1_000);
    options.onChange({ status: 'waiting', problem, retryInSeconds });
  }

  return {
    start: () => void launch(),
    retry() {
      if (isStopped || child) return;
      cancelTimer?.();
      void launch();
    },
    async stop() {
      isStopped = true;
      cancelTimer?.();
      const running = child;
      running?.stop();
      await running?.exited;
    },
  };
}
