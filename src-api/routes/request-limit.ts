import { ProblemError } from '../errors/problem-error.ts';

/** How long a request may take, with all that is asked for it. */
const requestLimitMilliseconds = 4_000;

/**
 * What comes of answering a request, or `clerk-unreachable` when that takes too long. SECURITY S20: each question to Clerk
 * has a limit of its own, and this is that of all of them together. What goes on after it is answered to nobody.
 */
export function withinRequestLimit<Answer>(work: Promise<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new ProblemError('clerk-unreachable', { cause: { requestLimit: requestLimitMilliseconds } }));
    }, requestLimitMilliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
