import type { RequestHandler } from 'express';
import { overriddenMethod } from '../frontend-api/method-override.ts';
import type { EmulatedApi } from './fault-rules.ts';
import { emulatedApiOf } from './inject-faults.ts';

const maximumEntries = 200;
const maximumPath = 200;

/** A request to the emulated APIs. No query, header or body, in which tokens and codes travel. */
type RequestEntry = {
  /** Grows by one with each request since the start. */
  readonly number: number;
  readonly api: EmulatedApi;
  readonly method: string;
  readonly path: string;
  /** `null` when the connection ended without an answer. */
  readonly status: number | null;
  readonly durationMilliseconds: number;
  /** The fault that struck it. */
  readonly fault: string | null;
  /** When it was over, by the emulator's clock. */
  readonly at: number;
};

export type RequestLog = {
  /** The newest 200, newest first. */
  list(): RequestEntry[];
  clear(): void;
  /** Enters each request to the emulated APIs once it is over. */
  readonly record: RequestHandler;
};

export function createRequestLog(clock: () => number): RequestLog {
  let entries: RequestEntry[] = [];
  let count = 0;
  return {
    list: () => entries.toReversed(),
    clear() {
      entries = [];
    },
    record(request, response, next) {
      const api = emulatedApiOf(request);
      if (!api || request.method === 'OPTIONS') return next();
      const startedAt = performance.now();
      const [method, path] = [overriddenMethod(request), request.path.slice(0, maximumPath)];
      response.once('close', () => {
        count += 1;
        const entry: RequestEntry = {
          number: count,
          api,
          method,
          path,
          status: response.headersSent ? response.statusCode : null,
          durationMilliseconds: Math.round(performance.now() - startedAt),
          fault: typeof response.locals.fault === 'string' ? response.locals.fault : null,
          at: clock(),
        };
        entries = [...entries, entry].slice(-maximumEntries);
      });
      next();
    },
  };
}
