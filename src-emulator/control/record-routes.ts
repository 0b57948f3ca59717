import type { Router } from 'express';
import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { isLive, listLiveSessions, removeAllSessions, setStatus, statusOf } from '../operations/sessions.ts';
import type { Client, Session, User } from '../state/records.ts';
import { identifierOf, imageUrl, primaryEmailAddress } from '../wire/user-json.ts';
import type { ControlHandle } from './call.ts';

const maximumListed = 200;

const newest = <Row>(rows: Map<string, Row>): Row[] => [...rows.values()].slice(-maximumListed).reverse();

/** Users to look at; the newest 200 sessions and clients, newest first, to look at and to sign out. */
export function addRecordRoutes(router: Router, handle: ControlHandle, context: EmulatorContext): void {
  const { store, clock } = context;
  router.get(
    '/_emulator/users',
    handle(() => ({ users: [...store.users.values()].map((user) => describeUser(context, user)) })),
  );
  router.get(
    '/_emulator/sessions',
    handle(() => ({
      sessions: newest(store.sessions).map((session) => describeSession(context, session)),
    })),
  );
  router.post(
    '/_emulator/sessions/:id/revoke',
    handle((request) => {
      const id = String(request.params.id);
      const session = store.sessions.get(id);
      if (!session) throw resourceNotFound('session', id);
      if (isLive(session, clock())) setStatus(session, 'revoked', clock());
      return describeSession(context, session);
    }),
  );
  router.get(
    '/_emulator/clients',
    handle(() => ({
      clients: newest(store.clients).map((client) => describeClient(context, client)),
    })),
  );
  router.delete(
    '/_emulator/clients/:id',
    handle((request) => {
      const id = String(request.params.id);
      const client = store.clients.get(id);
      if (!client) throw resourceNotFound('client', id);
      removeAllSessions(context, client);
      store.clients.delete(id);
      return { id, deleted: true };
    }),
  );
}

const nameOf = (user: User): string => [user.firstName, user.lastName].filter(Boolean).join(' ');

const describeUser = (context: EmulatorContext, user: User) => ({
  id: user.id,
  name: nameOf(user),
  /** The primary address, or else the number or the username. */
  identifier: identifierOf(user),
  emailAddress: primaryEmailAddress(user),
  imageUrl: imageUrl(context, user),
  activeSessions: context.store
    .listSessionsOfUser(user.id)
    .filter((session) => isLive(session, context.clock())).length,
  createdAt: user.createdAt,
});

function describeSession({ store, clock }: EmulatorContext, session: Session) {
  const user = store.users.get(session.userId);
  return {
    id: session.id,
    status: statusOf(session, clock()),
    userId: session.userId,
    userName: user ? nameOf(user) : '',
    identifier: user ? identifierOf(user) : null,
    emailAddress: user ? primaryEmailAddress(user) : null,
    clientId: session.clientId,
    origin: session.origin,
    browserName: session.activity?.browserName ?? null,
    createdAt: session.createdAt,
    lastActiveAt: session.lastActiveAt,
    expireAt: session.expireAt,
  };
}

const describeClient = (context: EmulatorContext, client: Client) => ({
  id: client.id,
  sessionIds: listLiveSessions(context, client).map((session) => session.id),
  signInStatus: client.signIn?.status ?? null,
  signUpStatus: client.signUp?.status ?? null,
  lastAuthenticationStrategy: client.lastAuthenticationStrategy,
  createdAt: client.createdAt,
  updatedAt: client.updatedAt,
});
