import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestHandler } from 'express';

type RequestOrigin = { clientIp: string; userAgent: string };

const current = new AsyncLocalStorage<RequestOrigin>();

/** Remembers who asks for as long as the request is worked on, for what tells others about its effects. */
export const rememberRequestOrigin: RequestHandler = (request, _response, next) =>
  current.run(
    {
      clientIp: request.socket.remoteAddress ?? '127.0.0.1',
      userAgent: request.headers['user-agent'] ?? '',
    },
    next,
  );

/** Both are empty outside of a request. */
export const readRequestOrigin = (): RequestOrigin => current.getStore() ?? { clientIp: '', userAgent: '' };
