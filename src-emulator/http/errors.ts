import type { ErrorRequestHandler } from 'express';
import { ApiError } from '../errors/api-error.ts';
import { bodyTooLarge, internalError, malformedBody, malformedRequest } from '../errors/catalogue.ts';
import type { Log } from './log.ts';
import { replyError } from './reply.ts';

/**
 * What to answer to anything thrown: Clerk's error as it is, body parser errors by their kind, else 500 and a
 * log line.
 */
export function toApiError(error: unknown, log: Log): ApiError {
  if (error instanceof ApiError) {
    if (error.status === 501) log.warn(`NOT IMPLEMENTED (501): ${error.details[0]?.long_message}`);
    return error;
  }
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return bodyTooLarge();
  if (typeof status === 'number' && status >= 400 && status < 500)
    return error instanceof URIError ? malformedRequest() : malformedBody();
  log.warn(`unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return internalError();
}

/** Last resort for errors outside the handlers, such as an unreadable body. */
export const handleErrors =
  (log: Log): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    replyError(response, toApiError(error, log));
  };
