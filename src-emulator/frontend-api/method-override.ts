import type { Request, RequestHandler } from 'express';

const overridable = new Set(['PATCH', 'PUT', 'DELETE']);

/** The method that is meant: Clerk's browser clients send only GET and POST and name any other in the query. */
export function overriddenMethod(request: Request): string {
  const method = String(request.query._method ?? '').toUpperCase();
  return request.method === 'POST' && overridable.has(method) ? method : request.method;
}

export const overrideMethod: RequestHandler = (request, _response, next) => {
  request.method = overriddenMethod(request);
  next();
};
