import express, { type Router } from 'express';
import { emulatorName } from '../../src-contracts/brand.ts';
import type { EmulatorContext } from '../context.ts';
import { urlNotFound } from '../errors/catalogue.ts';
import { replyError } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import { emulatorVersion } from '../instance.ts';
import { createControlHandle } from './call.ts';
import { addClockRoutes } from './clock-routes.ts';
import type { Controls } from './controls.ts';
import { createDemoAccountList } from './demo-accounts.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { addInstanceControlRoutes } from './instance-routes.ts';
import { addKeyRoutes } from './key-routes.ts';
import { addOrganizationRecordRoutes } from './organization-record-routes.ts';
import { guardOrigin, requireJsonToChange } from './origin-guard.ts';
import { addPageRoutes } from './page-routes.ts';
import { sendAvatar, sendProfileImage } from './pictures.ts';
import { addRecordRoutes } from './record-routes.ts';
import { addSettingsRoutes } from './settings-routes.ts';
import { addStateRoutes } from './state-routes.ts';
import { addWebhookControlRoutes } from './webhook-routes.ts';

/** Snapshots hold profile images. */
const bodyLimit = '64mb';

/**
 * What is not Clerk's: the emulator's own page, its outbox, and what it is. All below `/_emulator`, but for
 * the page.
 */
export function createControlRouter(server: Server, controls: Controls): Router {
  const { context } = server;
  const { store } = context;
  const router = express.Router();
  addPageRoutes(router);
  router.use('/_emulator', guardOrigin, requireJsonToChange, express.json({ limit: bodyLimit }));

  const handle = createControlHandle(server);
  const listDemoAccounts = createDemoAccountList(context);
  router.get(
    '/_emulator',
    handle(async () => ({ ...describeEmulator(context), demoAccounts: await listDemoAccounts() })),
  );
  router
    .route('/_emulator/outbox')
    .get(
      handle((request) => {
        const { to } = request.query;
        return { messages: store.listMessages(typeof to === 'string' ? normaliseAddress(to) : undefined) };
      }),
    )
    .delete(
      handle(() => {
        store.clearMessages();
        return { messages: [] };
      }),
    );
  addRecordRoutes(router, handle, context);
  addOrganizationRecordRoutes(router, handle, context);
  router
    .route('/_emulator/requests')
    .get(handle(() => ({ requests: controls.requests.list() })))
    .delete(
      handle(() => {
        controls.requests.clear();
        return { requests: [] };
      }),
    );
  addClockRoutes(router, handle, controls.clock);
  addFaultRoutes(router, handle, controls.faults);
  addKeyRoutes(router, handle, controls.keys);
  addSettingsRoutes(router, handle, context);
  addStateRoutes(router, handle, context, controls);
  addWebhookControlRoutes(router, handle, context);
  if (controls.instances) addInstanceControlRoutes(router, handle, controls.instances, controls.seed);
  router.get('/_emulator/avatars/:userId.svg', (request, response) => {
    if (!sendAvatar(response, store, request.params.userId)) replyError(response, urlNotFound());
  });
  router.get('/_emulator/images/:imageId', (request, response) => {
    if (!sendProfileImage(response, store, request.params.imageId)) replyError(response, urlNotFound());
  });
  return router;
}

const describeEmulator = (context: EmulatorContext) => ({
  name: emulatorName,
  version: emulatorVersion,
  url: context.url,
  publishableKey: context.instance.publishableKey,
  secretKey: context.instance.secretKey,
  issuer: context.instance.issuer,
  jwtKey: context.tokens.jwtKey,
  emulated: true,
});

/** A `+` that was not encoded arrives as a space, which no address contains. */
const normaliseAddress = (address: string): string => address.replaceAll(' ', '+').toLowerCase();
