import { randomUUID } from 'node:crypto';
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { requestIdHeader } from '../../src-contracts/brand.ts';
import { type ProblemCode, problemKind } from '../../src-contracts/problems.ts';
import type { Logger } from '../logger.ts';
import { describeProblem, type ProblemExtras } from './problem-error.ts';
import { problemHeaders } from './problem-response.ts';

/** What Node's own limits have a problem for; everything else is no HTTP/1.1. */
const problemOfReason = new Map<string, ProblemCode>([
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request-timeout'],
  ['HPE_HEADER_OVERFLOW', 'header-too-large'],
]);
const notHttp = 'The request is not well-formed HTTP/1.1.';

/**
 * Answers requests that Node's parser refuses, and so never reach the application, with problem details as
 * well.
 */
export function answerBrokenRequests(server: Server, logger: Logger): void {
  const responses = new WeakMap<Duplex, ServerResponse>();
  server.on('request', (request, response) => responses.set(request.socket, response));

  function answer(socket: Duplex, problem: ProblemCode, reason: string, extras: ProblemExtras = {}): void {
    const requestId = randomUUID();
    logger.info({ requestId, status: problemKind(problem).status, problem, reason }, 'broken request');
    socket.end(writeProblem(problem, requestId, extras), () => socket.destroy());
  }

  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const response = responses.get(socket);
    // One request has one answer: a second one would be taken for that of the next request.
    const isAnswered = response?.headersSent && !(isWritten(response, socket) && response.req.complete);
    const reason = error.code ?? 'unknown';
    if (!socket.writable || reason === 'ECONNRESET' || isAnswered) socket.destroy();
    else {
      const problem = problemOfReason.get(reason);
      if (problem) answer(socket, problem, reason);
      else answer(socket, 'invalid-request', reason, { detail: notHttp });
    }
  });
  // Without a listener Node cuts the connection: a proxy request is answered as what it is, a wrong method.
  server.on('connect', (_request, socket) => answer(socket, 'method-not-allowed', 'CONNECT'));
  // An expectation other than 100-continue may be ignored (RFC 9110 section 10.1.1).
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
}

/** Whether nothing of it is still to come. One that has the socket and has ended is written, though Node says so later. */
const isWritten = (response: ServerResponse, socket: Duplex): boolean =>
  response.writableFinished || (response.writableEnded && response.socket === socket);

/** A whole HTTP/1.1 response with problem details, for a socket that has no response object. */
function writeProblem(code: ProblemCode, requestId: string, extras: ProblemExtras): string {
  const { status } = problemKind(code);
  const body = JSON.stringify(describeProblem(code, requestId, extras));
  const headers = {
    ...problemHeaders(code, extras),
    [requestIdHeader]: requestId,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', body].join('\r\n');
}
