import { ClerkAPIResponseError } from '@clerk/backend/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClerkCaller } from '../../../../src-api/clerk/clerk-caller.ts';
import { ProblemError } from '../../../../src-api/errors/problem-error.ts';
import { rejectedProblemCode } from '../support/problem-code.ts';

const down = () =>
  Promise.reject(
    Object.assign(new ClerkAPIResponseError('down', { data: [], status: 503 }), { status: 503 }),
  );
const limited = () =>
  Promise.reject(
    Object.assign(new ClerkAPIResponseError('slow', { data: [], status: 429 }), { status: 429 }),
  );
const hang = () => new Promise<never>(() => undefined);
const never = (): never => {
  throw new Error('Clerk was asked');
};

/** Lets the pauses and limits pass that stand between now and the outcome. */
async function settle<Outcome>(outcome: Promise<Outcome>): Promise<Outcome> {
  await vi.advanceTimersByTimeAsync(2_000);
  return outcome;
}

const catchProblem = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.catch((error: unknown) => error);

describe('createClerkCaller', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const open = async (caller: ReturnType<typeof createClerkCaller>) => {
    for (let index = 0; index < 5; index += 1)
      expect(await rejectedProblemCode(settle(catchFirst(caller.tell(down))))).toBe('clerk-unreachable');
  };
  /** Keeps a rejection that comes before anybody waits from counting as unhandled. */
  const catchFirst = <Outcome>(promise: Promise<Outcome>): Promise<Outcome> => {
    promise.catch(() => undefined);
    return promise;
  };

  it('asks once more after a pause of 50 to 200 ms', async () => {
    for (const [random, pause] of [
      [0, 50],
      [1, 200],
    ] as const) {
      const call = vi.fn().mockImplementationOnce(down).mockResolvedValue('user');
      const answer = createClerkCaller(() => random).ask(call);
      await vi.advanceTimersByTimeAsync(pause - 1);
      expect(call).toHaveBeenCalledTimes(1);
      await vi.advanceTimersByTimeAsync(1);
      expect(await answer).toBe('user');
    }
  });

  it('asks twice at most', async () => {
    const call = vi.fn(down);
    expect(await rejectedProblemCode(settle(catchFirst(createClerkCaller(Math.random).ask(call))))).toBe(
      'clerk-unreachable',
    );
    expect(call).toHaveBeenCalledTimes(2);
  });

  it('sends a change once', async () => {
    const call = vi.fn(down);
    await rejectedProblemCode(settle(catchFirst(createClerkCaller(Math.random).tell(call))));
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('does not repeat what Clerk answered, and passes 429 on however often it comes', async () => {
    const caller = createClerkCaller(Math.random);
    const call = vi.fn(limited);
    for (let index = 0; index < 10; index += 1)
      expect(await rejectedProblemCode(caller.ask(call))).toBe('clerk-rate-limited');
    expect(call).toHaveBeenCalledTimes(10);
  });

  it('gives up after 2 seconds, the repetition included', async () => {
    const call = vi.fn().mockImplementationOnce(down).mockImplementation(hang);
    const outcome = catchFirst(createClerkCaller(() => 1).ask(call));
    let isSettled = false;
    void outcome.catch(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await rejectedProblemCode(outcome)).toBe('clerk-unreachable');
  });

  it('does not ask again after nobody waits any more', async () => {
    const lateFailure = () =>
      new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new ProblemError('clerk-unreachable')), 1_990);
      });
    const call = vi.fn(lateFailure);
    await rejectedProblemCode(settle(catchFirst(createClerkCaller(() => 1).ask(call))));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('refuses at once for 2 seconds after five failures in a row, and says when to come again', async () => {
    const caller = createClerkCaller(Math.random);
    await open(caller);
    // Each settle lets 2 seconds pass, so the circuit is tried again and opens anew.
    await rejectedProblemCode(catchFirst(caller.tell(down)));
    const problem = await catchProblem(caller.ask(never));
    expect(problem).toMatchObject({ code: 'clerk-unreachable', extras: { retryAfterSeconds: 2 } });
    await vi.advanceTimersByTimeAsync(1_999);
    expect(await rejectedProblemCode(caller.ask(never))).toBe('clerk-unreachable');
    await vi.advanceTimersByTimeAsync(1);
    expect(await caller.ask(async () => 'user')).toBe('user');
    expect(await caller.ask(async () => 'user')).toBe('user');
  });

  it('lets one question try while the others wait, no longer than their limit', async () => {
    const caller = createClerkCaller(Math.random);
    await open(caller);
    await vi.advanceTimersByTimeAsync(2_000);
    const trial = catchFirst(caller.ask(hang));
    const call = vi.fn(hang);
    const waiting = catchFirst(caller.ask(call));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await rejectedProblemCode(trial)).toBe('clerk-unreachable');
    expect(await rejectedProblemCode(waiting)).toBe('clerk-unreachable');
    expect(call).not.toHaveBeenCalled();
  });

  it('counts failures in a row only', async () => {
    const caller = createClerkCaller(Math.random);
    for (let index = 0; index < 4; index += 1) await rejectedProblemCode(catchFirst(caller.tell(down)));
    expect(await caller.ask(async () => 'user')).toBe('user');
    for (let index = 0; index < 4; index += 1) await rejectedProblemCode(catchFirst(caller.tell(down)));
    expect(await caller.ask(async () => 'user')).toBe('user');
  });
});
