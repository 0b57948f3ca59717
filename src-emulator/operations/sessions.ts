import type { Caller, EmulatorContext } from '../context.ts';
import { resourceNotFound, sessionExists, userBanned } from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, Session, User } from '../state/records.ts';
import { enrolUser } from './organization-enrollment.ts';
import { takeNextOrganization } from './organizations.ts';
import { assertNotBlocked } from './restrictions.ts';
import { listTasks } from './session-tasks.ts';
import { readUserAgent } from './user-agent.ts';

const day = 24 * 60 * 60_000;
const abandonAfter = 30 * day;

export type SessionStatus = Session['status'] | 'expired' | 'abandoned' | 'pending';

/** What a ticket of the Backend API decides about the session that it starts. */
export type SessionOptions = { actor?: Session['actor']; lifetimeSeconds?: number };

/**
 * The status as of `now`: an active session that nobody ended expires, and later counts as abandoned; one with
 * tasks is pending.
 */
export function statusOf(session: Session, now: number): SessionStatus {
  if (session.status !== 'active') return session.status;
  if (now < session.expireAt) return session.tasks.length > 0 ? 'pending' : 'active';
  return now < session.abandonAt ? 'expired' : 'abandoned';
}

/** Whether somebody is signed in by it, be it with tasks still to do. */
export const isLive = (session: Session, now: number): boolean =>
  ['active', 'pending'].includes(statusOf(session, now));

export const listLiveSessions = ({ store, clock }: EmulatorContext, client: Client): Session[] =>
  store.listSessionsOfClient(client.id).filter((session) => isLive(session, clock()));

/** The session a client last used, or its newest when that one is over; never one that is not live. */
export function findActiveSession(context: EmulatorContext, client: Client): Session | undefined {
  const live = listLiveSessions(context, client);
  return live.find((session) => session.id === client.lastActiveSessionId) ?? live.at(-1);
}

/** Throws `session_exists` when a further sign-in has to wait for a sign-out. */
export function assertMaySignIn(context: EmulatorContext, client: Client): void {
  if (context.store.settings.sessionMode === 'single' && listLiveSessions(context, client).length > 0)
    throw sessionExists();
}

/** Signs `user` in on `client`. Throws when the account was banned or deleted meanwhile. */
export function startSession(
  context: EmulatorContext,
  client: Client,
  user: User,
  caller: Caller | null,
  { actor = null, lifetimeSeconds }: SessionOptions = {},
): Session {
  const { store, clock } = context;
  if (!store.users.has(user.id)) throw resourceNotFound('user', user.id);
  if (user.banned) throw userBanned();
  if (caller) assertNotBlocked(context, user);
  const now = clock();
  if (store.settings.sessionMode === 'single')
    for (const other of store.listSessionsOfClient(client.id))
      if (isLive(other, now)) setStatus(other, 'replaced', now);
  const lastActiveOrganizationId = takeNextOrganization(context, user.id);
  const expireAt = now + (lifetimeSeconds ?? store.settings.sessionLifetimeSeconds) * 1000;
  const session: Session = {
    id: createId('sess'),
    clientId: client.id,
    userId: user.id,
    status: 'active',
    origin: caller?.origin ?? null,
    activity: caller && {
      id: createId('sact'),
      ...readUserAgent(caller.userAgent),
      ipAddress: caller.ipAddress,
    },
    actor,
    tasks: listTasks(store, user, { lastActiveOrganizationId }),
    lastActiveOrganizationId,
    firstFactorVerifiedAt: now,
    secondFactorVerifiedAt: null,
    reverification: null,
    lastActiveAt: now,
    expireAt,
    abandonAt: Math.max(now + abandonAfter, expireAt),
    createdAt: now,
    updatedAt: now,
  };
  store.sessions.set(session.id, session);
  enrolUser(context, user);
  client.lastActiveSessionId = session.id;
  client.updatedAt = now;
  user.lastSignInAt = now;
  user.lastActiveAt = now;
  return session;
}

/** Marks activity of a live session and of its user. */
export function recordActivity({ store, clock }: EmulatorContext, session: Session): void {
  const now = clock();
  session.lastActiveAt = now;
  session.updatedAt = now;
  const user = store.users.get(session.userId);
  if (user) user.lastActiveAt = now;
}

export function setStatus(session: Session, status: Session['status'], now: number): void {
  session.status = status;
  session.updatedAt = now;
}

/** Signs a client out of everything and forgets its attempts. */
export function removeAllSessions(context: EmulatorContext, client: Client): void {
  const now = context.clock();
  for (const session of listLiveSessions(context, client)) setStatus(session, 'removed', now);
  client.signIn = null;
  client.signUp = null;
  client.lastActiveSessionId = null;
  client.updatedAt = now;
}

/** Ends a user's live sessions on all clients, except the one given. */
export function revokeSessionsOfUser(
  { store, clock }: EmulatorContext,
  userId: string,
  exceptSessionId?: string,
): void {
  const now = clock();
  for (const session of store.listSessionsOfUser(userId))
    if (session.id !== exceptSessionId && isLive(session, now)) setStatus(session, 'revoked', now);
}
