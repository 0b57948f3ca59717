import cors from 'cors';
import { launchTokenHeader, requestIdHeader } from '../../src-contracts/brand.ts';
import type { PlainMiddleware } from './prepared-headers.ts';

const preflightCacheSeconds = 600;

/**
 * CORS for the listed origins; answers every OPTIONS request itself. SECURITY S04: exact origins only, never
 * `*`, never credentials, and only the headers and methods that are used.
 */
export const createCrossOrigin = (allowedOrigins: readonly string[], methods: string[]): PlainMiddleware =>
  cors({
    origin: [...allowedOrigins],
    methods,
    allowedHeaders: ['authorization', 'content-type', launchTokenHeader],
    exposedHeaders: [requestIdHeader, 'retry-after', 'www-authenticate'],
    maxAge: preflightCacheSeconds,
  });
