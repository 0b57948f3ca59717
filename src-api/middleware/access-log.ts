import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Logger } from '../logger.ts';
import { contextOf } from './request-context.ts';

/** Logs the request once its answer has been sent or given up. */
export type RequestLog = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * One line per request: method, route template, status, milliseconds, request id, problem code.
 * SECURITY S06: no path, query or header, so that nothing a client sends can reach the log. The fields are these and no
 * others, so that redaction has nothing to look for.
 */
export function createRequestLog(logger: Logger, now: () => number): RequestLog {
  const lines = logger.child({}, { redact: [] });
  return (request, response) => {
    const startedAt = now();
    response.on('close', () => {
      const { id, route, problemCode } = contextOf(request);
      lines.info(
        {
          requestId: id,
          method: request.method,
          route: route ?? null,
          status: response.statusCode,
          milliseconds: Math.round((now() - startedAt) * 10) / 10,
          ...(problemCode ? { problem: problemCode } : {}),
          ...(response.writableFinished ? {} : { aborted: true }),
        },
        'request',
      );
    });
  };
}

export const createAccessLog =
  (logRequest: RequestLog): RequestHandler =>
  (request, response, next) => {
    logRequest(request, response);
    next();
  };
