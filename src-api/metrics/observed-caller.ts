import type { ClerkCaller } from '../clerk/clerk-caller.ts';
import { ProblemError } from '../errors/problem-error.ts';
import type { Metrics } from './metrics.ts';

/** A caller whose questions are counted and timed. `now` is monotonic milliseconds. */
export function createObservedCaller(caller: ClerkCaller, metrics: Metrics, now: () => number): ClerkCaller {
  async function observe<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const startedAt = now();
    let outcome = 'answered';
    try {
      return await question();
    } catch (error) {
      outcome = error instanceof ProblemError ? error.code : 'internal-error';
      throw error;
    } finally {
      metrics.observeClerkCall(outcome, (now() - startedAt) / 1_000);
    }
  }
  return {
    ask: (call) => observe(() => caller.ask(call)),
    tell: (call) => observe(() => caller.tell(call)),
  };
}
