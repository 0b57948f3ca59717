import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { requestIdHeader } from '../../src-contracts/brand.ts';
import type { ProblemCode } from '../../src-contracts/problems.ts';

/** What is known of a request while it runs, for its answer and its log line. */
export type RequestContext = {
  id: string;
  /** Template of the matched route, e.g. `/v1/sessions/:id`; absent when none matched. */
  route?: string;
  problemCode?: ProblemCode;
};

const contexts = new WeakMap<IncomingMessage, RequestContext>();

/** Gives each request an id of our own (what a client sends in its place is ignored) and answers with it. */
export const startContext: RequestHandler = (request, response, next) => {
  const id = randomUUID();
  contexts.set(request, { id });
  response.setHeader(requestIdHeader, id);
  next();
};

export function contextOf(request: IncomingMessage): RequestContext {
  const context = contexts.get(request) ?? { id: randomUUID() };
  contexts.set(request, context);
  return context;
}
