import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  DelegateBackoff,
  handleWhen,
  retry,
} from 'cockatiel';
import { ProblemError } from '../errors/problem-error.ts';
import { callWithSignal } from './abortable-fetch.ts';
import { readClerkAnswer } from './clerk-fault.ts';

/** How long one question to Clerk may take, with its repetition and with waiting for the circuit. */
export const clerkTimeLimitMilliseconds = 2_000;
const failuresUntilOpen = 5;
const openSeconds = 2;
const leastPauseMilliseconds = 50;
const pauseJitterMilliseconds = 150;

/** Calls one API of Clerk. Each function answers as `readClerkAnswer` does, within the time limit. */
export type ClerkCaller = {
  /** For reading: repeated once when no answer came, or 5xx. */
  ask: <Answer>(call: () => Promise<Answer>) => Promise<Answer | undefined>;
  /** For changes: sent once, since a call without an answer may have done its work. */
  tell: <Answer>(call: () => Promise<Answer>) => Promise<Answer | undefined>;
};

/**
 * SECURITY S20: five questions in a row without an answer open the circuit: for 2 seconds everybody is refused
 * at once, then one question tries whether Clerk is back. What Clerk does answer, 429 and refusals included,
 * is never repeated and opens nothing. `random` answers 0 to 1.
 */
export function createClerkCaller(
  random: () => number,
  onCircuit: (isOpen: boolean) => void = () => undefined,
): ClerkCaller {
  const unanswered = handleWhen(
    (error) => error instanceof ProblemError && error.code === 'clerk-unreachable',
  );
  const breaker = circuitBreaker(unanswered, {
    breaker: new ConsecutiveBreaker(failuresUntilOpen),
    halfOpenAfter: openSeconds * 1_000,
  });
  breaker.onBreak(() => onCircuit(true));
  breaker.onReset(() => onCircuit(false));
  const twice = retry(unanswered, {
    maxAttempts: 1,
    backoff: new DelegateBackoff(() => leastPauseMilliseconds + random() * pauseJitterMilliseconds),
  });

  async function guard<Answer>(run: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    try {
      // The outer limit is for those who wait while somebody else tries whether Clerk is back.
      return await withinTimeLimit(() => breaker.execute(() => withinTimeLimit(run)));
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      throw new ProblemError('clerk-unreachable', {
        retryAfterSeconds: openSeconds,
        cause: { circuit: 'open' },
      });
    }
  }

  return {
    ask: (call) =>
      guard((signal) =>
        twice.execute(() => {
          // The limit may have passed in the pause.
          signal.throwIfAborted();
          return readClerkAnswer(() => callWithSignal(signal, call));
        }, signal),
      ),
    tell: (call) => guard((signal) => readClerkAnswer(() => callWithSignal(signal, call))),
  };
}

/** `signal` tells that nobody waits any more: SECURITY S20: the connection goes with the question. */
async function withinTimeLimit<Answer>(run: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new ProblemError('clerk-unreachable', { cause: { timeout: clerkTimeLimitMilliseconds } }));
    }, clerkTimeLimitMilliseconds);
  });
  try {
    return await Promise.race([run(controller.signal), limit]);
  } finally {
    clearTimeout(timer);
  }
}
