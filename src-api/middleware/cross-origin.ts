import cors from 'cors';
import type { RequestHandler } from 'express';
import { launchTokenHeader, requestIdHeader } from '../../src-contracts/brand.ts';

const preflightCacheSeconds = 600;

/**
 * CORS for the listed origins; answers every OPTIONS request itself. SECURITY S04: exact origins only, never
 * `*`, never credentials, and only the headers and methods that are used.
 */
export const createCrossOrigin = (allowedOrigins: readonly string[], methods: string[]): RequestHandler =>
  cors({
    origin: [...allowedOrigins],
    methods,
    allowedHeaders: ['authorization', 'content-type', launchTokenHeader],
    exposedHeaders: [requestIdHeader, 'retry-after', 'www-authenticate'],
    maxAge: preflightCacheSeconds,
  });
