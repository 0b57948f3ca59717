import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { replyJson } from '../http/reply.ts';
import { accountPortalJson } from '../wire/account-portal-json.ts';
import type { FrontendHandlers } from './call.ts';

/** What anybody may ask about the instance. */
export function addInstanceRoutes(
  router: Router,
  _handlers: FrontendHandlers,
  { store }: EmulatorContext,
): void {
  router.get('/health', (_request, response) => replyJson(response, 200, { status: 'healthy' }));
  router.get('/account_portal', (_request, response) =>
    replyJson(response, 200, accountPortalJson(store.settings.homeUrl)),
  );
  router.get('/clear-site-data', (_request, response) => {
    response.setHeader('Clear-Site-Data', '"*"');
    response.end();
  });
}
