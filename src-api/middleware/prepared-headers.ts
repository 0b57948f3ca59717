import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** As packages of middleware declare themselves: less than Express's own types ask for. */
export type PlainMiddleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

/**
 * Names and values, in turns, of what every answer carries, by the Origin of the request; nothing for origins that are
 * not on the list.
 */
export function prepareHeaders(setters: readonly PlainMiddleware[], origins: readonly string[]) {
  const headersFor = (origin: string | undefined) => setters.flatMap((setter) => readHeaders(setter, origin));
  const prepared = new Map([undefined, ...origins].map((origin) => [origin, headersFor(origin).flat()]));
  return (origin: string | undefined): readonly string[] | undefined => prepared.get(origin);
}

/** What `middleware` sets on the answer to a GET from `origin`, for one that sets the same on each. */
export function readHeaders(middleware: PlainMiddleware, origin?: string): [name: string, value: string][] {
  const request = new IncomingMessage(new Socket());
  request.method = 'GET';
  if (origin !== undefined) request.headers.origin = origin;
  const response = new ServerResponse(request);
  middleware(request, response, (error) => {
    if (error !== undefined) throw error;
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
