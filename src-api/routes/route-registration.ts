import type { Application, Request, RequestHandler } from 'express';
import type { TokenVerifier } from '../clerk/token-verifier.ts';
import { ProblemError } from '../errors/problem-error.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { contextOf } from '../middleware/request-context.ts';
import { groupBy } from './group-by.ts';
import { withinRequestLimit } from './request-limit.ts';
import { needsSession, type Route, type Services } from './route.ts';
import { methodsOf } from './route-table.ts';

/** Puts the routes into `app`, each path with a 405 for its other methods, and a 404 for every other path. */
export function registerRoutes(
  app: Application,
  routes: readonly Route[],
  services: Services,
  tokens: TokenVerifier,
): void {
  for (const [path, group] of groupBy(routes, ({ path }) => path)) {
    const registration = app.route(path);
    registration.all(rememberRoute(path));
    for (const route of group)
      registration[route.method](route.readBody ?? jsonBody, createHandler(route, services, tokens));
    registration.all(createMethodRefusal(methodsOf(group)));
  }
  app.use(() => {
    throw new ProblemError('not-found');
  });
}

const rememberRoute =
  (path: string): RequestHandler =>
  (request, _response, next) => {
    contextOf(request).route = path;
    next();
  };

const createMethodRefusal =
  (methods: string[]): RequestHandler =>
  (_request, response) => {
    response.setHeader('Allow', methods.join(', '));
    throw new ProblemError('method-not-allowed');
  };

function createHandler(route: Route, services: Services, tokens: TokenVerifier): RequestHandler {
  async function answerOf(request: Request): Promise<unknown> {
    const claims = needsSession(route.permission)
      ? await tokens.verify(request.headersDistinct.authorization)
      : undefined;
    return route.answer(rawInputOf(request), services, claims, request);
  }
  return async (request, response) => {
    const answer = await withinRequestLimit(answerOf(request));
    if (!route.response) {
      response.status(204).end();
      return;
    }
    const body = serialise(route, answer);
    response.setHeader('Content-Type', route.textType ?? 'application/json');
    response.setHeader('Content-Length', Buffer.byteLength(body));
    response.end(body);
  };
}

/** SECURITY S25: what the schema does not name makes the request fail instead of leaving the process. */
export function serialise({ response, textType }: Route, answer: unknown): string {
  const parsed = response?.parse(answer);
  return textType === undefined ? JSON.stringify(parsed) : String(parsed);
}

const rawInputOf = ({ params, query, body }: Request) => ({ params: { ...params }, query, body });
