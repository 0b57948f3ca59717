import type { RequestHandler } from 'express';

const overridable = new Set(['PATCH', 'PUT', 'DELETE']);

/** Clerk's browser clients send only GET and POST and name any other method in the query. */
export const overrideMethod: RequestHandler = (request, _response, next) => {
  const method = String(request.query._method ?? '').toUpperCase();
  if (request.method === 'POST' && overridable.has(method)) request.method = method;
  next();
};
