import type { RequestHandler } from 'express';
import { apiError } from '../errors/api-error.ts';
import { replyError } from './reply.ts';

/**
 * SECURITY S02: a page that makes its own host name point to 127.0.0.1 sends that name as Host, and gets
 * nothing.
 */
export function guardHost(port: number): RequestHandler {
  const allowed = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return (request, response, next) => {
    const { host } = request.headers;
    if (host !== undefined && allowed.has(host.toLowerCase())) return next();
    replyError(
      response,
      apiError(
        421,
        'host_invalid',
        'Invalid host',
        `Use http://127.0.0.1:${port} or http://localhost:${port}.`,
      ),
    );
  };
}
