import type { ServerResponse } from 'node:http';
import { type ProblemCode, problemKind } from '../../src-contracts/problems.ts';
import { describeProblem, type ProblemExtras } from './problem-error.ts';

const problemMediaType = 'application/problem+json';
const defaultRetryAfterSeconds = 5;

/**
 * Headers that belong to a problem: `WWW-Authenticate` with every 401 (RFC 6750 section 3: no `error` when no
 * credentials came) and `Retry-After` with 429 and 503.
 */
export function problemHeaders(code: ProblemCode, extras: ProblemExtras = {}): Record<string, string> {
  const { status, title, bearerError } = problemKind(code);
  const headers: Record<string, string> = { 'Content-Type': problemMediaType };
  if (status === 401) {
    const error = bearerError ? `, error="${bearerError}", error_description="${title}"` : '';
    headers['WWW-Authenticate'] = `Bearer realm="frontdesk"${error}`;
  }
  if (status === 429 || status === 503)
    headers['Retry-After'] = String(extras.retryAfterSeconds ?? defaultRetryAfterSeconds);
  return headers;
}

/** Answers with problem details; `instance` is the id of the request. */
export function sendProblem(
  response: ServerResponse,
  code: ProblemCode,
  instance: string,
  extras: ProblemExtras = {},
): void {
  for (const [name, value] of Object.entries(problemHeaders(code, extras))) response.setHeader(name, value);
  response.statusCode = problemKind(code).status;
  response.end(JSON.stringify(describeProblem(code, instance, extras)));
}
