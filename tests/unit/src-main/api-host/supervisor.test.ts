import { describe, expect, it } from 'vitest';
import { failure, success } from '../../../../src-contracts/result.ts';
import {
  backOffSeconds,
  type ChildProblem,
  type ChildRun,
  createSupervisor,
  type SupervisorState,
} from '../../../../src-main/api-host/supervisor.ts';

type Ready = { url: string };
const problem: ChildProblem = { setting: 'Child', reason: 'it failed', remedy: 'Wait.' };
const exitProblem = { setting: 'Child', reason: 'it has ended', remedy: 'It is started again.' };

/** A supervisor over children, timers and a clock that the test moves by hand. */
function setUp() {
  const runs: {
    previous: Ready | undefined;
    becomeReady: () => void;
    fail: (p: ChildProblem) => void;
    exit: () => void;
  }[] = [];
  const states: SupervisorState<Ready>[] = [];
  const timers: { callback: () => void; milliseconds: number; isCancelled: boolean }[] = [];
  let now = 0;

  function run(previous: Ready | undefined): ChildRun<Ready> {
    let settle: (value: Awaited<ChildRun<Ready>['ready']>) => void = () => undefined;
    let exit = (): void => undefined;
    const ready = new Promise<Awaited<ChildRun<Ready>['ready']>>((resolve) => {
      settle = resolve;
    });
    const exited = new Promise<void>((resolve) => {
      exit = resolve;
    });
    const url = `http://127.0.0.1:${4000 + runs.length}`;
    runs.push({
      previous,
      becomeReady: () => settle(success({ url })),
      fail: (p) => settle(failure(p)),
      exit,
    });
    return { ready, exited, stop: exit };
  }

  const supervisor = createSupervisor<Ready>({
    run,
    onChange: (state) => states.push(state),
    exitProblem,
    setTimer(callback, milliseconds) {
      const timer = { callback, milliseconds, isCancelled: false };
      timers.push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    now: () => now,
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    supervisor,
    runs,
    states,
    timers,
    settled,
    advance: (milliseconds: number) => (now += milliseconds),
  };
}

describe('the supervisor of a child process', () => {
  it('tells that the child starts and then that it is ready', async () => {
    const { supervisor, runs, states, settled } = setUp();
    supervisor.start();
    runs[0]?.becomeReady();
    await settled();
    expect(states).toEqual([
      { status: 'starting' },
      { status: 'ready', value: { url: 'http://127.0.0.1:4000' } },
    ]);
  });

  it('starts a child that ended again after the back-off, and hands it what the last run said', async () => {
    const { supervisor, runs, states, timers, settled } = setUp();
    supervisor.start();
    runs[0]?.becomeReady();
    await settled();
    runs[0]?.exit();
    await settled();
    expect(states.at(-1)).toEqual({ status: 'waiting', problem: exitProblem, retryInSeconds: 0.5 });
    expect(timers[0]?.milliseconds).toBe(500);
    timers[0]?.callback();
    expect(runs[1]?.previous).toEqual({ url: 'http://127.0.0.1:4000' });
  });

  it('waits longer each time, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map(backOffSeconds)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
  });

  it('begins with the shortest wait again after a minute of health', async () => {
    const { supervisor, runs, states, timers, settled, advance } = setUp();
    supervisor.start();
    runs[0]?.fail(problem);
    await settled();
    timers[0]?.callback();
    runs[1]?.becomeReady();
    await settled();
    advance(60_001);
    runs[1]?.exit();
    await settled();
    expect(states.at(-1)).toMatchObject({ status: 'waiting', retryInSeconds: 0.5 });
  });

  it('forgets the last port after a start that failed, so that a taken port is not asked for for ever', async () => {
    const { supervisor, runs, timers, settled } = setUp();
    supervisor.start();
    runs[0]?.becomeReady();
    await settled();
    runs[0]?.exit();
    await settled();
    timers[0]?.callback();
    runs[1]?.fail(problem);
    await settled();
    timers[1]?.callback();
    expect(runs[2]?.previous).toBeUndefined();
  });

  it('does not start again when that cannot help, until a person asks for it', async () => {
    const { supervisor, runs, states, timers, settled } = setUp();
    supervisor.start();
    runs[0]?.fail({ ...problem, isFinal: true });
    await settled();
    expect(states.at(-1)).toEqual({ status: 'failed', problem });
    expect(timers).toHaveLength(0);
    supervisor.retry();
    expect(runs).toHaveLength(2);
  });

  it('starts at once on a retry, instead of after the back-off', async () => {
    const { supervisor, runs, timers, settled } = setUp();
    supervisor.start();
    runs[0]?.fail(problem);
    await settled();
    supervisor.retry();
    expect(runs).toHaveLength(2);
    expect(timers[0]?.isCancelled).toBe(true);
  });

  it('ignores a retry while a child runs', async () => {
    const { supervisor, runs, settled } = setUp();
    supervisor.start();
    runs[0]?.becomeReady();
    await settled();
    supervisor.retry();
    expect(runs).toHaveLength(1);
  });

  it('stops the child and starts no other', async () => {
    const { supervisor, runs, states, timers, settled } = setUp();
    supervisor.start();
    runs[0]?.becomeReady();
    await settled();
    await supervisor.stop();
    await settled();
    expect(timers).toHaveLength(0);
    expect(states).toHaveLength(2);
    supervisor.retry();
    expect(runs).toHaveLength(1);
  });
});
