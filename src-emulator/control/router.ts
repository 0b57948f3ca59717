import express, { type Router } from 'express';
import { emulatorName } from '../../src-contracts/brand.ts';
import type { EmulatorContext } from '../context.ts';
import { urlNotFound } from '../errors/catalogue.ts';
import { replyError, replyJson } from '../http/reply.ts';
import { type Server, settle } from '../http/settle.ts';
import { emulatorVersion, issuer, publishableKey, secretKey } from '../instance.ts';
import { isLive } from '../operations/sessions.ts';
import { demoAccounts } from '../state/seed.ts';
import { imageUrl, primaryEmailAddress } from '../wire/user-json.ts';
import { guardOrigin, requireJsonToChange } from './origin-guard.ts';
import { addPageRoutes } from './page-routes.ts';
import { sendAvatar, sendProfileImage } from './pictures.ts';

/**
 * What is not Clerk's: the emulator's own page, its outbox, and what it is. All below `/_emulator`, but for
 * the page.
 */
export function createControlRouter(server: Server): Router {
  const { context } = server;
  const { store } = context;
  const router = express.Router();
  addPageRoutes(router);
  router.use('/_emulator', guardOrigin, requireJsonToChange);

  router.get('/_emulator', (_request, response) => replyJson(response, 200, describeEmulator(context)));
  router.get('/_emulator/users', (_request, response) =>
    replyJson(response, 200, { users: listUsers(context) }),
  );
  router
    .route('/_emulator/outbox')
    .get((request, response) => {
      const { to } = request.query;
      replyJson(response, 200, {
        messages: store.listMessages(typeof to === 'string' ? normaliseAddress(to) : undefined),
      });
    })
    .delete(async (_request, response) => {
      const outcome = await settle(server, true, () => store.clearMessages());
      if (outcome.ok) replyJson(response, 200, { messages: [] });
      else replyError(response, outcome.error);
    });
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

function listUsers(context: EmulatorContext) {
  const { store, clock } = context;
  return [...store.users.values()].map((user) => ({
    id: user.id,
    name: [user.firstName, user.lastName].filter(Boolean).join(' '),
    emailAddress: primaryEmailAddress(user),
    imageUrl: imageUrl(context, user),
    activeSessions: store.listSessionsOfUser(user.id).filter((session) => isLive(session, clock())).length,
    createdAt: user.createdAt,
  }));
}

/** A `+` that was not encoded arrives as a space, which no address contains. */
const normaliseAddress = (address: string): string => address.replaceAll(' ', '+').toLowerCase();
