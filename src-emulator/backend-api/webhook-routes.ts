import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { svixAppExists, svixAppMissing } from '../errors/webhook-errors.ts';
import { createNoWebhooks } from '../state/webhook-records.ts';
import type { BackendHandle } from './call.ts';

/**
 * Clerk keeps webhooks at Svix: these make, open and remove the account there. Here the control page is what they
 * lead to.
 */
export function addWebhookRoutes(router: Router, handle: BackendHandle, context: EmulatorContext): void {
  const { store } = context;
  const hasApp = () => store.webhooks.hasDashboard || store.webhooks.endpoints.length > 0;
  const dashboard = () => ({ svix_url: `${context.url}/#webhooks` });

  router
    .route('/webhooks/svix')
    .post(
      handle(() => {
        if (hasApp()) throw svixAppExists();
        store.webhooks.hasDashboard = true;
        return dashboard();
      }),
    )
    .delete(
      handle(() => {
        if (!hasApp()) throw svixAppMissing();
        Object.assign(store.webhooks, createNoWebhooks());
      }, 204),
    );
  router.post(
    '/webhooks/svix_url',
    handle(() => {
      if (!hasApp()) throw svixAppMissing();
      return dashboard();
    }),
  );
}
