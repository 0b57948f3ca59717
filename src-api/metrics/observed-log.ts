import type { RequestLog } from '../middleware/access-log.ts';
import { contextOf } from '../middleware/request-context.ts';
import type { Metrics } from './metrics.ts';

/** A log whose requests are counted and timed as well. `now` is monotonic milliseconds. */
export function createObservedLog(log: RequestLog, metrics: Metrics, now: () => number): RequestLog {
  return (request, response) => {
    const startedAt = now();
    log(request, response);
    response.once('close', () => {
      const { route, problemCode } = contextOf(request);
      const { method = '' } = request;
      const seconds = (now() - startedAt) / 1_000;
      metrics.observeRequest({ method, route, status: response.statusCode, problem: problemCode, seconds });
    });
  };
}
