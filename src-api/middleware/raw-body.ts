import express, { type RequestHandler } from 'express';
import { ProblemError } from '../errors/problem-error.ts';
import { refuseDeclaredSize } from './json-body.ts';

const bodyLimitBytes = 262_144;
const detail = 'Send at most 256 KiB.';

const readBytes = express.raw({ limit: bodyLimitBytes, inflate: false, type: () => true });

/**
 * Reads the body as the bytes that were sent, which is what signatures are made over. SECURITY S08, S09: JSON only, at
 * most 256 KiB, not compressed.
 */
export const rawBody: RequestHandler = (request, response, next) => {
  if (!request.is('application/json')) throw new ProblemError('unsupported-media-type');
  refuseDeclaredSize(request.headers, bodyLimitBytes, detail);
  readBytes(request, response, (error?: unknown) =>
    next(isTooLarge(error) ? new ProblemError('payload-too-large', { detail }) : error),
  );
};

const isTooLarge = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'entity.too.large';
