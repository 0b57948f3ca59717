import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { RequestHandler } from 'express';
import type { ProblemCode } from '../../src-contracts/problems.ts';
import { ProblemError } from '../errors/problem-error.ts';

export type LoopbackGuardOptions = {
  /** Origins that may call, compared as whole strings. */
  allowedOrigins: readonly string[];
  /** Whether `localhost:<port>` is served beside `127.0.0.1:<port>`. */
  allowLocalhost: boolean;
  /** Further `Host` headers that are served, byte for byte: the names under which a proxy or a network knows us. */
  allowedHosts: readonly string[];
  /** Whether a page of another loopback port may lead a browser here, as an identity provider's page does. */
  allowNavigation: boolean;
};

/** Why a request is not let in; nothing when it is. */
export type RequestCheck = (request: IncomingMessage) => ProblemCode | undefined;

/**
 * Finds what a web page can send to a loopback server without our leave (DNS rebinding, CVE-2024-28224).
 */
export function createLoopbackCheck(options: LoopbackGuardOptions): RequestCheck {
  const hostsOf = createHostList(options.allowLocalhost);
  return (request) => {
    if (!isHostAllowed(request, hostsOf, options.allowedHosts)) return 'host-not-allowed';
    return isOriginAllowed(request, options) ? undefined : 'origin-not-allowed';
  };
}

/** Refuses what `check` finds. */
export const refuseBy =
  (check: RequestCheck): RequestHandler =>
  (request, _response, next) => {
    const problem = check(request);
    if (problem) throw new ProblemError(problem);
    next();
  };

export const createLoopbackGuard = (options: LoopbackGuardOptions): RequestHandler =>
  refuseBy(createLoopbackCheck(options));

/**
 * SECURITY S02: one Host header that is byte for byte ours, and a target in origin form (RFC 9112 section
 * 3.2.1), so that no other spelling of a host ever reaches the routes.
 */
function isHostAllowed(
  request: IncomingMessage,
  hostsOf: HostList,
  allowedHosts: readonly string[],
): boolean {
  if (!request.url?.startsWith('/') && request.url !== '*') return false;
  const [host, ...others] = request.headersDistinct.host ?? [];
  if (host === undefined || others.length > 0) return false;
  return hostsOf(request.socket).includes(host) || allowedHosts.includes(host);
}

type HostList = (socket: Socket) => readonly string[];

/** A server has one port and one scheme, so the list of its names is made once. */
function createHostList(allowLocalhost: boolean): HostList {
  let known: { port: number | undefined; hosts: string[] } | undefined;
  return (socket) => {
    const port = socket.localPort;
    if (!known || known.port !== port) {
      const defaultPort = socket instanceof TLSSocket ? 443 : 80;
      known = { port, hosts: listHosts(port, allowLocalhost, defaultPort) };
    }
    return known.hosts;
  };
}

/** The `Host` headers of a server on loopback `port`; clients leave out the default port of the scheme. */
export function listHosts(port: number | undefined, allowLocalhost: boolean, defaultPort: number): string[] {
  const names = ['127.0.0.1', ...(allowLocalhost ? ['localhost'] : [])];
  return names.flatMap((name) => [`${name}:${port}`, ...(port === defaultPort ? [name] : [])]);
}

/**
 * SECURITY S03: an Origin must be on the list (`null`, file:// and look-alikes are not). A browser leaves
 * Origin out of simple GETs; its Sec-Fetch-Site then tells whether another site, or another port of this
 * host, sent the request.
 */
function isOriginAllowed(request: IncomingMessage, options: LoopbackGuardOptions): boolean {
  const [origin, ...others] = request.headersDistinct.origin ?? [];
  if (others.length > 0) return false;
  if (origin !== undefined) return options.allowedOrigins.includes(origin);
  const sites = request.headersDistinct['sec-fetch-site'] ?? [];
  if (sites.every((site) => site === 'same-origin' || site === 'none')) return true;
  return options.allowNavigation && isNavigationFromSameSite(request);
}

/** A browser showing the answer in place of another page of this host: that page cannot read the answer. */
const isNavigationFromSameSite = ({ method, headersDistinct }: IncomingMessage): boolean =>
  method === 'GET' &&
  headersDistinct['sec-fetch-site']?.join() === 'same-site' &&
  headersDistinct['sec-fetch-mode']?.join() === 'navigate' &&
  headersDistinct['sec-fetch-dest']?.join() === 'document';
