import type { IncomingMessage, ServerResponse } from 'node:http';
import { requestIdHeader } from '../../src-contracts/brand.ts';
import { digestOf } from '../clerk/bearer-token.ts';
import type { TokenVerifier } from '../clerk/token-verifier.ts';
import type { ProblemAnswer } from '../errors/error-handler.ts';
import type { RequestLog } from '../middleware/access-log.ts';
import type { RequestCheck } from '../middleware/loopback-guard.ts';
import type { RequestLimit } from '../middleware/rate-limit.ts';
import { createContext, type RequestContext } from '../middleware/request-context.ts';
import { readQuery } from './query.ts';
import { withinRequestLimit } from './request-limit.ts';
import { needsSession, type Route, type Services } from './route.ts';
import { serialise } from './route-registration.ts';

export type ReadLaneOptions = {
  routes: readonly Route[];
  services: Services;
  tokens: TokenVerifier;
  /** What has to find nothing, in the order of Express's lane. */
  checks: readonly RequestCheck[];
  /** Headers of every answer to a request with this Origin, or without one; nothing for an origin that may not call. */
  headersFor: (origin: string | undefined) => readonly string[] | undefined;
  limit: RequestLimit;
  logRequest: RequestLog;
  answerProblem: ProblemAnswer;
};

/** Answers the request, or does nothing at all and says so with `false`. */
export type ReadLane = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The short way for what is asked most: a GET of a signed-in caller, without parameters in its path and without a body,
 * that nothing speaks against. It runs the same functions on the same table as Express does (docs/adr/0013), without
 * passing Express's layers one by one. Everything else, all that is refused included, is Express's.
 */
export function createReadLane(options: ReadLaneOptions): ReadLane {
  const { services, tokens, checks, headersFor, limit, logRequest, answerProblem } = options;
  const routes = new Map(options.routes.filter(isPlainRead).map((route) => [route.path, route]));
  const isAdmitted = (request: IncomingMessage) => checks.every((check) => check(request) === undefined);

  return (request, response) => {
    if (request.method !== 'GET') return false;
    const [path, query] = splitTarget(request.url ?? '');
    const route = routes.get(path);
    if (!route) return false;
    const { authorization, origin } = request.headersDistinct;
    const [header] = authorization ?? [];
    if (header === undefined || authorization?.length !== 1 || hasBody(request)) return false;
    const headers = headersFor(origin?.[0]);
    if (!headers || !isAdmitted(request)) return false;

    const context = createContext(request);
    logRequest(request, response);
    const allHeaders = [requestIdHeader, context.id, ...headers];
    withinRequestLimit(answer(route, query, header, context)).then(
      (body) => send(response, allHeaders, body),
      (error: unknown) => {
        for (let at = 0; at < allHeaders.length; at += 2)
          response.setHeader(allHeaders[at] ?? '', allHeaders[at + 1] ?? '');
        answerProblem(error, request, response);
      },
    );
    return true;
  };

  async function answer(
    route: Route,
    query: string,
    header: string,
    context: RequestContext,
  ): Promise<string> {
    const digest = digestOf(header);
    limit(digest);
    context.route = route.path;
    const claims = tokens.recall(digest) ?? (await tokens.verify([header]));
    const raw = { params: {}, query: query === '' ? {} : readQuery(query), body: undefined };
    return serialise(route, await route.answer(raw, services, claims, { headers: {} }));
  }
}

const isPlainRead = ({ method, path, permission, response, readBody }: Route): boolean =>
  method === 'get' && !path.includes(':') && needsSession(permission) && response !== null && !readBody;

const hasBody = ({ headersDistinct }: IncomingMessage): boolean =>
  headersDistinct['transfer-encoding'] !== undefined || headersDistinct['content-length'] !== undefined;

function splitTarget(target: string): [path: string, query: string] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

function send(response: ServerResponse, headers: readonly string[], body: string): void {
  const length = String(Buffer.byteLength(body));
  response.writeHead(200, [...headers, 'Content-Type', 'application/json', 'Content-Length', length]);
  response.end(body);
}
