import type { RequestHandler } from 'express';
import { isLoopbackOrigin } from '../http/trusted-origin.ts';

/**
 * Answers any origin by echoing it, as Clerk's Frontend API does for native clients. The client token travels
 * in the Authorization header, that of a browser in the query, and no cookie is used, so a foreign page gains
 * nothing it could not get without a browser. Pages of this computer may send credentials, since clerk-js does.
 */
export const allowAnyOrigin: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Expose-Headers', 'authorization, retry-after, x-country');
  const { origin } = request.headers;
  if (origin && isLoopbackOrigin(origin)) response.setHeader('Access-Control-Allow-Credentials', 'true');
  if (request.method !== 'OPTIONS') return next();
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-mobile, x-clerk-client');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '600');
  response.statusCode = 204;
  response.end();
};
