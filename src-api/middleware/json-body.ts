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
  parseJson(request, response, next);
};

const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
