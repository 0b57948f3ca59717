import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions as HttpsServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { ApiProcessMessage } from '../src-contracts/api-process.ts';
import type { SetupProblem } from '../src-contracts/connection.ts';
import { failure, type Result, success } from '../src-contracts/result.ts';
import { answerBrokenRequests } from './errors/broken-request.ts';
import type { Logger } from './logger.ts';

export type ApiServer = {
  url: string;
  port: number;
  /**
   * Takes no new connections, lets running requests finish for 5 seconds, then cuts them. Clients that ask nothing are
   * cut when no request runs any more. Safe to call twice.
   */
  close: () => Promise<void>;
};

export type ServerProblem = {
  code: Extract<ApiProcessMessage, { type: 'failed' }>['code'];
  problem: SetupProblem;
};

/** SECURITY S01: the one address this project listens on unless it is told another one. */
const loopback = '127.0.0.1';

/** SECURITY S09: how long a client may take, and how much header it may send. */
const limits = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
} as const;
const handshakeTimeout = 5_000;
const idleSocketMilliseconds = 30_000;
const closeMilliseconds = 5_000;
/** How long a client that asks nothing may hold up the end, when no request runs. */
const waitingMilliseconds = 200;

/**
 * The two origins by which a browser on this machine can address a server that listens at `url`; none when it
 * listens on another address than loopback.
 */
export const ownOrigins = (url: string): string[] =>
  new URL(url).hostname === loopback ? [url, url.replace(loopback, 'localhost')] : [];

export type ServerOptions = {
  /** 0 lets the operating system choose. */
  port: number;
  /** IP address to listen on; 127.0.0.1 when it is left out. */
  host?: string;
  /** PEM of certificate chain and private key; plain HTTP without them. */
  tls?: { cert: string; key: string };
  /** Makes the request listener once the address is known. */
  createListener: (url: string) => RequestListener;
  logger: Logger;
};

/** Listens on loopback, or where it is told to. A port that cannot be had is a value, not an exception. */
export function startServer(options: ServerOptions): Promise<Result<ApiServer, ServerProblem>> {
  const { host = loopback, tls } = options;
  // A missing Host is answered by the loopback guard, with problem details.
  const common = { ...limits, requireHostHeader: false };
  const server: Server = tls ? createSecureServer({ ...common, ...tls }) : createServer(common);
  // Node would drop what comes after the two thousandth header without a word: a second Host, an Origin.
  server.maxHeadersCount = 0;
  server.setTimeout(idleSocketMilliseconds);
  answerBrokenRequests(server, options.logger);
  const close = createClose(server);
  return new Promise((resolve) => {
    server.once('error', (error) => resolve(failure(describeListenError(error, host, options.port))));
    server.listen(options.port, host, () => {
      server.on('error', (error) => options.logger.error({ err: error }, 'server error'));
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : options.port;
      const url = urlOf(tls ? 'https' : 'http', host, port);
      server.on('request', options.createListener(url));
      resolve(success({ url, port, close }));
    });
  });
}

function createSecureServer(options: HttpsServerOptions): Server {
  const server = createTlsServer({ ...options, handshakeTimeout, minVersion: 'TLSv1.2' });
  // Node would hand a failed handshake to what answers broken requests; there is nobody to read an answer.
  server.removeAllListeners('tlsClientError');
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

/** In the form that URL parsers make of it: without the port that is the scheme's own. */
export const urlOf = (scheme: string, host: string, port: number): string =>
  new URL(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`).origin;

function createClose(server: Server): () => Promise<void> {
  const running = new Set<ServerResponse>();
  // Node's own closeAllConnections does not know connections whose TLS handshake has not ended.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
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
    const cutAll = () => {
      for (const socket of sockets) socket.destroy();
    };
    const cut = setTimeout(cutAll, closeMilliseconds);
    // Browsers connect before they ask, and Node waits for those who have not asked.
    const cutWaiting = setInterval(() => {
      if (running.size === 0) cutAll();
    }, waitingMilliseconds);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    clearTimeout(cut);
    clearInterval(cutWaiting);
  }

  return () => {
    closing ??= close();
    return closing;
  };
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): ServerProblem {
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
  if (error.code === 'EADDRNOTAVAIL')
    return {
      code: 'invalid-settings',
      problem: {
        setting: 'FRONTDESK_HOST',
        reason: `${host} is no address of this machine`,
        remedy: 'Give one that it has, or 0.0.0.0 for all of them.',
      },
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
