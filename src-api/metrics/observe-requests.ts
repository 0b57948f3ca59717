import type { RequestHandler } from 'express';
import { contextOf } from '../middleware/request-context.ts';
import type { Metrics } from './metrics.ts';

/** Counts and times every request. `now` is monotonic milliseconds. */
export const observeRequests =
  (metrics: Metrics, now: () => number): RequestHandler =>
  (request, response, next) => {
    const startedAt = now();
    response.once('close', () => {
      const { route, problemCode } = contextOf(request);
      const { method } = request;
      const seconds = (now() - startedAt) / 1_000;
      metrics.observeRequest({ method, route, status: response.statusCode, problem: problemCode, seconds });
    });
    next();
  };
