import { ProblemError } from '../../../../src-api/errors/problem-error.ts';

/** The problem code that `action` throws; `undefined` when it returns. Any other error goes on. */
export function problemCodeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}

/**
 * The problem code that `promise` is rejected with; `undefined` when it is fulfilled. Any other error goes
 * on.
 */
export async function rejectedProblemCode(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (error instanceof ProblemError) return error.code;
    throw error;
  }
}
