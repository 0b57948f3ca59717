import type { RequestHandler } from 'express';

/**
 * Answers any origin by echoing it, as Clerk's Frontend API does for native clients. The client token travels
 * in the Authorization header and no cookie is used, so a foreign page gains nothing it could not get without
 * a browser.
 */
export const allowAnyOrigin: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*');
  response.setHeader('Vary', 'Origin');
  response.setHeader('Access-Control-Expose-Headers', 'authorization, retry-after, x-country');
  if (request.method !== 'OPTIONS') return next();
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-mobile, x-clerk-client');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.setHeader('Access-Control-Max-Age', '600');
  response.statusCode = 204;
  response.end();
};
