import { type Problem, type ProblemCode, problemKind, problemType } from '../../src-contracts/problems.ts';

/** What a problem says beyond its catalogue entry. */
export type ProblemExtras = {
  /**
   * A sentence more exact than the catalogue's remedy. Never holds a token, a key or a value from the
   * request.
   */
  detail?: string;
  /** Field errors of an `invalid-request`. */
  errors?: NonNullable<Problem['errors']>;
  /** Outcomes of the checks of a `not-ready`. */
  checks?: NonNullable<Problem['checks']>;
  /** Seconds for `Retry-After`, when something better than the default is known. */
  retryAfterSeconds?: number;
  /** What to add to the log line; never to the answer. */
  cause?: unknown;
};

/** A failure with a code of the catalogue; the error handler turns it into problem details (RFC 9457). */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly extras: ProblemExtras;

  constructor(code: ProblemCode, extras: ProblemExtras = {}) {
    super(code, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.extras = extras;
  }
}

/** Problem details as they are sent. `instance` is the id of the request. */
export function describeProblem(code: ProblemCode, instance: string, extras: ProblemExtras = {}): Problem {
  const { status, title, remedy } = problemKind(code);
  return {
    type: problemType(code),
    title,
    status,
    code,
    detail: extras.detail ?? remedy,
    instance,
    ...(extras.errors ? { errors: extras.errors } : {}),
    ...(extras.checks ? { checks: extras.checks } : {}),
  };
}
