import type { IncomingHttpHeaders } from 'node:http';
import express, { type RequestHandler } from 'express';
import { ProblemError } from '../errors/problem-error.ts';

const bodyLimitBytes = 65_536;

const parseJson = express.json({ limit: bodyLimitBytes, inflate: false, type: 'application/json' });

/**
 * Reads a JSON body of at most 64 KiB, not compressed.
 * SECURITY S08: any other media type gets 415, so that no HTML form can reach a route. SECURITY S09: the size
 * limit.
 */
export const jsonBody: RequestHandler = (request, response, next) => {
  if (hasBody(request.headers) && !request.is('application/json'))
    throw new ProblemError('unsupported-media-type');
  refuseDeclaredSize(request.headers, bodyLimitBytes);
  parseJson(request, response, next);
};

/**
 * Refuses a body that is announced as larger than `limit` before it is sent: body-parser would read all of it first, for
 * as long as a request may take.
 */
export function refuseDeclaredSize(headers: IncomingHttpHeaders, limit: number, detail?: string): void {
  if (Number(headers['content-length'] ?? 0) > limit)
    throw new ProblemError('payload-too-large', detail === undefined ? {} : { detail });
}

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
