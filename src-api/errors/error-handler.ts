import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorRequestHandler } from 'express';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import type { Logger } from '../logger.ts';
import { contextOf } from '../middleware/request-context.ts';
import { ProblemError } from './problem-error.ts';
import { sendProblem } from './problem-response.ts';

/** `type` of the errors that body-parser makes. */
const bodyProblems = new Map<unknown, ProblemCode>([
  ['entity.parse.failed', 'malformed-json'],
  ['entity.too.large', 'payload-too-large'],
  ['encoding.unsupported', 'unsupported-media-type'],
  ['charset.unsupported', 'unsupported-media-type'],
  ['request.size.invalid', 'invalid-request'],
  ['request.aborted', 'invalid-request'],
]);

/** Answers with what was thrown. */
export type ProblemAnswer = (error: unknown, request: IncomingMessage, response: ServerResponse) => void;

/**
 * Turns whatever was thrown into problem details. SECURITY S12: the stack of an unknown error stays in the
 * log.
 */
export function createProblemAnswer(logger: Logger): ProblemAnswer {
  return (error, request, response) => {
    const context = contextOf(request);
    const problem = problemOf(error);
    context.problemCode = problem.code;
    if (problem.code === 'internal-error')
      logger.error({ requestId: context.id, err: error }, 'request failed');
    else if (problem.extras.cause !== undefined)
      logger.warn(
        { requestId: context.id, problem: problem.code, cause: problem.extras.cause },
        'request refused',
      );
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem.code, context.id, problem.extras);
  };
}

export function createErrorHandler(logger: Logger): ErrorRequestHandler {
  const answer = createProblemAnswer(logger);
  return (error: unknown, request, response, _next) => answer(error, request, response);
}

function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!(error instanceof Error)) return new ProblemError('internal-error');
  const bodyProblem = 'type' in error ? bodyProblems.get(error.type) : undefined;
  if (bodyProblem) return new ProblemError(bodyProblem);
  // Express marks a path that cannot be percent-decoded this way.
  if ('status' in error && error.status === 400) return new ProblemError('invalid-request');
  return new ProblemError('internal-error');
}
