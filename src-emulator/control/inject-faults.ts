import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { isMachinePath } from '../backend-api/machine-router.ts';
import { isForBackend } from '../backend-api/router.ts';
import { emulatedFault } from '../errors/emulated-fault.ts';
import { allowAnyOrigin } from '../frontend-api/cross-origin.ts';
import { overriddenMethod } from '../frontend-api/method-override.ts';
import { replyError } from '../http/reply.ts';
import type { EmulatedApi, FaultRule, Faults } from './fault-rules.ts';

export const jwksPath = '/.well-known/jwks.json';

/** `undefined` for what is not Clerk's: the control endpoints and the page. */
export function emulatedApiOf({ path, headers }: Pick<Request, 'path' | 'headers'>): EmulatedApi | undefined {
  if (path === jwksPath || path === '/v1/jwks') return 'jwks';
  if (isMachinePath(path)) return 'backend';
  if (!path.startsWith('/v1/')) return undefined;
  return isForBackend(path.slice('/v1'.length), headers) ? 'backend' : 'frontend';
}

/** Makes requests run into the fault rules, before anything of them is done. Preflights always pass. */
export const injectFaults =
  (faults: Faults): RequestHandler =>
  async (request, response, next) => {
    const { path } = request;
    const api = emulatedApiOf(request);
    if (!api || request.method === 'OPTIONS') return next();
    for (const rule of faults.strike({ api, method: overriddenMethod(request), path }))
      if (await applyRule(rule, api, request, response)) return;
    next();
  };

/** Tells whether the request ends here. */
async function applyRule(
  rule: FaultRule,
  api: EmulatedApi,
  request: Request,
  response: Response,
): Promise<boolean> {
  response.locals.fault = rule.kind;
  switch (rule.kind) {
    case 'latency':
      await wait(rule.milliseconds);
      return response.destroyed;
    case 'drop':
      request.socket.destroy();
      return true;
    case 'hang':
      return true;
    case 'status': {
      // Without these a page is told nothing but that the network failed.
      if (api !== 'backend') allowAnyOrigin(request, response, () => undefined);
      const retryAfter = rule.retryAfterSeconds ?? (rule.status === 429 ? 1 : undefined);
      if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
      replyError(response, emulatedFault(rule.status));
      return true;
    }
  }
}
