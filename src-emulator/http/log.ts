import type { RequestHandler } from 'express';

/** Lines for the person at the terminal; no tokens, codes, bodies or queries. */
export type Log = {
  /** One line for each request. */
  request(line: string): void;
  /** What somebody has to know or do. */
  warn(line: string): void;
};

/** Logs method, path, status (`-` without an answer) and milliseconds once the connection or answer is over. */
export const logRequests =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    const startedAt = performance.now();
    const path = request.path;
    response.once('close', () => {
      log.request(
        `${request.method} ${path} ${response.headersSent ? response.statusCode : '-'} ${Math.round(performance.now() - startedAt)}ms`,
      );
    });
    next();
  };
