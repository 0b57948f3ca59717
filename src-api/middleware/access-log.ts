import type { RequestHandler } from 'express';
import type { Logger } from '../logger.ts';
import { contextOf } from './request-context.ts';

/**
 * One line per request: method, route template, status, milliseconds, request id, problem code.
 * SECURITY S06: no path, query or header, so that nothing a client sends can reach the log.
 */
export function createAccessLog(logger: Logger, now: () => number): RequestHandler {
  return (request, response, next) => {
    const startedAt = now();
    response.once('close', () => {
      const { id, route, problemCode } = contextOf(request);
      logger.info(
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
    next();
  };
}
