import express, { type Router } from 'express';
import { emulatorName } from '../../src-contracts/brand.ts';
import type { EmulatorContext } from '../context.ts';
import { urlNotFound } from '../errors/catalogue.ts';
import { replyError } from '../http/reply.ts';
import type { Server } from '../http/settle.ts';
import { emulatorVersion, issuer, publishableKey, secretKey } from '../instance.ts';
import { demoAccounts } from '../state/seed.ts';
import { createControlHandle } from './call.ts';
import { addClockRoutes } from './clock-routes.ts';
import type { Controls } from './controls.ts';
import { addFaultRoutes } from './fault-routes.ts';
import { guardOrigin, requireJsonToChange } from './origin-guard.ts';
import { addPageRoutes } from './page-routes.ts';
import { sendAvatar, sendProfileImage } from './pictures.ts';
import { addRecordRoutes } from './record-routes.ts';

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
  router.get(
    '/_emulator',
    handle(() => describeEmulator(context)),
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
  publishableKey,
  secretKey,
  issuer,
  jwtKey: context.tokens.jwtKey,
  emulated: true,
  demoAccounts: listDemoAccounts(context),
});

/** Those that still exist with the password they started with. */
const listDemoAccounts = ({ store }: EmulatorContext) =>
  demoAccounts
    .filter(({ emailAddress }) => {
      const user = store.findUserByEmail(emailAddress);
      return user !== undefined && user.passwordUpdatedAt === user.createdAt;
    })
    .map(({ emailAddress, password }) => ({ emailAddress, password }));

/** A `+` that was not encoded arrives as a space, which no address contains. */
const normaliseAddress = (address: string): string => address.replaceAll(' ', '+').toLowerCase();
