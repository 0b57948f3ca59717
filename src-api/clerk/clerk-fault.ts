import { isClerkAPIResponseError } from '@clerk/backend/errors';
import { ProblemError } from '../errors/problem-error.ts';

/**
 * What came of one Backend API call: `undefined` when Clerk knows no such thing (404).
 * SECURITY S20: every other failure is thrown as a problem, so that a fault is never taken for an answer.
 */
export async function readClerkAnswer<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    return passNotFound(error);
  }
}

function passNotFound(error: unknown): undefined {
  if (!isClerkAPIResponseError(error)) throw error;
  const { status, retryAfter, clerkTraceId } = error;
  if (status === 404) return undefined;
  const cause = { clerkStatus: status ?? null, clerkTraceId: clerkTraceId ?? null };
  if (status === 401 || status === 403) throw new ProblemError('clerk-rejected-key', { cause });
  if (status === 429)
    throw new ProblemError('clerk-rate-limited', {
      cause,
      ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
    });
  // No status: no answer came, or none that could be read.
  if (!status || status >= 500) throw new ProblemError('clerk-unreachable', { cause });
  throw new ProblemError('internal-error', { cause });
}
