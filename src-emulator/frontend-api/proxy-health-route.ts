import type { Request, Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { apiError, toBadRequest } from '../errors/api-error.ts';
import { parameterMissing } from '../errors/parameter-errors.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { findDomain } from '../operations/domains.ts';
import type { FrontendHandlers } from './call.ts';

/**
 * Tells a proxy whether it passes on what it has to: its own address, the instance's secret key, and the visitor's
 * address (https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi).
 */
export function addProxyHealthRoute(
  router: Router,
  _handlers: FrontendHandlers,
  context: EmulatorContext,
): void {
  router.get('/proxy-health', (request, response) => {
    const { domain_id: domainId } = request.query;
    if (typeof domainId !== 'string' || !domainId)
      return replyError(response, toBadRequest(parameterMissing('domain_id')));
    if (!findDomain(context, domainId)) return replyError(response, domainNotFound(domainId));
    const message = problemOf(context, request);
    if (message) return replyJson(response, 503, { status: 'unhealthy', message });
    replyJson(response, 200, { status: 'healthy', x_forwarded_for: request.headers['x-forwarded-for'] });
  });
}

function problemOf({ instance }: EmulatorContext, { headers }: Request): string | undefined {
  const { 'clerk-proxy-url': proxyUrl, 'clerk-secret-key': secretKey, 'x-forwarded-for': visitor } = headers;
  if (
    typeof proxyUrl !== 'string' ||
    !URL.canParse(proxyUrl) ||
    !/^https?:$/.test(new URL(proxyUrl).protocol)
  )
    return 'The header Clerk-Proxy-Url is missing, or no http or https URL.';
  if (secretKey !== instance.secretKey)
    return "The header Clerk-Secret-Key is missing, or not this instance's secret key.";
  return visitor ? undefined : 'The header X-Forwarded-For is missing.';
}

const domainNotFound = (id: string) =>
  apiError(400, 'resource_not_found', 'not found', `No domain was found with id ${id}`);
