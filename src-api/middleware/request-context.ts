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

const contextKey = Symbol('request context');

declare module 'node:http' {
  interface IncomingMessage {
    /** Kept on the request itself: a WeakMap of all of them keeps the garbage collector busy. */
    [contextKey]?: RequestContext;
  }
}

/** Gives each request an id of our own (what a client sends in its place is ignored) and answers with it. */
export const startContext: RequestHandler = (request, response, next) => {
  response.setHeader(requestIdHeader, createContext(request).id);
  next();
};

/** Gives the request a new id. */
export function createContext(request: IncomingMessage): RequestContext {
  const context: RequestContext = { id: randomUUID() };
  request[contextKey] = context;
  return context;
}

export const contextOf = (request: IncomingMessage): RequestContext =>
  request[contextKey] ?? createContext(request);
