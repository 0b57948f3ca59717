import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { ApiProcessMessage } from '../src-contracts/api-process.ts';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { answerBrokenRequests } from './errors/broken-request.ts';
import type { Logger } from './logger.ts';

export type ApiServer = {
  url: string;
  port: number;
  /**
   * Takes no new connections, lets running requests finish for 5 seconds, then cuts them. Safe to call twice.
   */
  close: () => Promise<void>;
};

export type ServerProblem = {
  code: Extract<ApiProcessMessage, { type: 'failed' }>['code'];
  problem: SetupProblem;
};

/** SECURITY S01: the one address this project listens on. */
const host = '127.0.0.1';

/** SECURITY S09: how long a client may take, and how much header it may send. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const;
const idleSocketMilliseconds = 30_000;
const closeMilliseconds = 5_000;

/** The two origins by which a browser on this machine can address a server that listens at `url`. */
export const ownOrigins = (url: string): string[] => [url, url.replace(host, 'localhost')];

export type ServerOptions = {
  /** 0 lets the operating system choose. */
  port: number;
  /** Makes the request listener once the address is known. */
  createListener: (url: string) => RequestListener;
  logger: Logger;
};

/** Listens on loopback. A port that cannot be had is a value, not an exception. */
export function startServer(options: ServerOptions): Promise<Result<ApiServer, ServerProblem>> {
  // A missing Host is answered by the loopback guard, with problem details.
  const server = createServer({ ...limits, requireHostHeader: false });
  server.setTimeout(idleSocketMilliseconds);
  answerBrokenRequests(server, options.logger);
  const close = createClose(server);
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failure(describeListenError(error, options.port))));
    server.listen(options.port, host, () => {
      server.on('error', (error) => options.logger.error({ err: error }, 'server error'));
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : options.port;
      const url = `http://${host}:${port}`;
      server.on('request', options.createListener(url));
      resolve(success({ url, port, close }));
    });
  });
}

function createClose(server: Server): () => Promise<void> {
  const running = new Set<ServerResponse>();
  let closing: Promise<void> | undefined;
  server.on('request', (_request, response) => {
    running.add(response);
    response.once('close', () => {
      running.delete(response);
      if (closing) server.closeIdleConnections();
    });
    if (closing) response.shouldKeepAlive = false;
  });

  async function close(): Promise<void> {
    for (const response of running) if (!response.headersSent) response.setHeader('Connection', 'close');
    const cut = setTimeout(() => server.closeAllConnections(), closeMilliseconds);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(cut);
  }

  return () => {
    closing ??= close();
    return closing;
  };
}

function describeListenError(error: NodeJS.ErrnoException, port: number): ServerProblem {
  const problem = (reason: string, remedy: string): SetupProblem => ({
    setting: 'FRONTDESK_PORT',
    reason,
    remedy,
  });
  const choose = 'choose another port with --port (0 for any free one)';
  if (error.code === 'EADDRINUSE')
    return {
      code: 'port-in-use',
      problem: problem(`port ${port} is in use`, `Stop the program that uses it, or ${choose}.`),
    };
  if (error.code === 'EACCES')
    return {
      code: 'invalid-settings',
      problem: problem(`this user may not listen on port ${port}`, `Please ${choose}.`),
    };
  return {
    code: 'internal-error',
    problem: problem(
      `listening on port ${port} failed (${error.code ?? 'unknown'})`,
      `Try again, or ${choose}.`,
    ),
  };
}
