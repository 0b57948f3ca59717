import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { isLoopbackOrigin } from '../http/trusted-origin.ts';
import type { InstanceIdentity } from '../instance.ts';

/** Cookies are shared by all ports of a host, so the name tells the instance, as the suffix of Clerk's own does. */
const cookieName = ({ publishableKey }: InstanceIdentity): string =>
  `__client_${createHash('sha1').update(publishableKey).digest('base64url').substring(0, 8)}`;
const yearSeconds = 365 * 24 * 60 * 60;

/** Whether the request comes from clerk-js in a page that leaves its client to cookies. */
export const usesCookies = (request: Request): boolean =>
  request.query._is_native === undefined && request.headers.authorization === undefined;

/**
 * The client token that the browser keeps. SECURITY S47: only for pages of this computer; any other page's requests
 * carry the cookie as well, and count as those of nobody.
 */
export function readClientCookie(instance: InstanceIdentity, { headers }: Request): string | undefined {
  if (headers.origin !== undefined && !isLoopbackOrigin(headers.origin)) return undefined;
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return pairs.find(([name]) => name === cookieName(instance))?.[1];
}

export function setClientCookie(instance: InstanceIdentity, response: Response, token: string): void {
  const attributes = `Path=/; Max-Age=${yearSeconds}; HttpOnly; SameSite=Lax`;
  response.appendHeader('Set-Cookie', `${cookieName(instance)}=${token}; ${attributes}`);
}
