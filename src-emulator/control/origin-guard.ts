import type { RequestHandler } from 'express';
import { apiError } from '../errors/api-error.ts';
import { unsupportedContentType } from '../errors/catalogue.ts';
import { replyError } from '../http/reply.ts';
import { isTrustedOrigin } from '../http/trusted-origin.ts';

/**
 * SECURITY S47: codes in the outbox are for the people on this computer, not for pages that it happens to
 * show.
 */
export const guardOrigin: RequestHandler = (request, response, next) => {
  const { origin } = request.headers;
  if (origin === undefined) return next();
  if (!isTrustedOrigin(origin)) {
    replyError(
      response,
      apiError(
        403,
        'origin_invalid',
        'Invalid HTTP Origin header',
        'Control endpoints answer custom schemes and loopback pages only.',
      ),
    );
    return;
  }
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Vary', 'Origin');
  if (request.method !== 'OPTIONS') return next();
  response.setHeader('Access-Control-Allow-Headers', 'content-type');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
  response.statusCode = 204;
  response.end();
};

/** A form of a foreign page cannot send this type without asking first. */
export const requireJsonToChange: RequestHandler = (request, response, next) => {
  const type = request.headers['content-type'];
  if (
    request.method === 'GET' ||
    request.method === 'HEAD' ||
    type?.split(';')[0]?.trim() === 'application/json'
  )
    return next();
  replyError(response, unsupportedContentType(type ?? '(none)', 'application/json'));
};
