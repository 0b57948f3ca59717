import type { ClerkClient, Session, User } from '@clerk/backend';
import type {
  ApiSession,
  ApiUser,
  OrganizationPage,
  PageQuery,
  ProfileChange,
  UserPage,
  UserPageQuery,
} from '../../src-contracts/api-routes.ts';
import type { ClerkSettings } from '../../src-contracts/clerk-settings.ts';
import { ProblemError } from '../errors/problem-error.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SharedUsers } from '../shared/shared-users.ts';
import type { ApiTuning } from '../tuning.ts';
import type { Ask } from './ask.ts';
import type { ClerkCaller } from './clerk-caller.ts';
import { describeSession, describeUser } from './descriptions.ts';
import type { Invalidation } from './invalidation.ts';
import { actsAsAdministrator, describeMembership, readMembershipPage } from './organizations.ts';
import { permissionsOf, type UserPermission } from './permissions.ts';
import { changeProfile } from './profile-change.ts';
import type { SessionClaims } from './session-claims.ts';
import { endOtherSessions } from './session-ending.ts';
import { createSingleFlightCache } from './single-flight-cache.ts';
import { readUserPage } from './user-page.ts';

/** What Clerk knows of sessions and users. Each function throws the problem that stands in its way. */
export type Directory = {
  /** Throws `session-not-active` unless Clerk called the session active within the session cache time. */
  requireActiveSession: (claims: SessionClaims) => Promise<void>;
  /**
   * Throws `user-not-found`. At most five times the user cache time old; one older than that time is asked for
   * again meanwhile.
   */
  findUser: (userId: string) => Promise<ApiUser>;
  /** Changes the user at Clerk and here at once; throws `user-not-found`, or `invalid-request` in Clerk's words. */
  changeProfile: (userId: string, change: ProfileChange) => Promise<ApiUser>;
  /**
   * Throws `permission-missing` unless the user has the permission now: it is never cached, so that taking a role
   * away takes effect at once.
   */
  requirePermission: (claims: SessionClaims, permission: UserPermission) => Promise<void>;
  listUsers: (query: UserPageQuery) => Promise<UserPage>;
  /** The organisations of the user, with the user's role in each. */
  listOrganizations: (userId: string, query: PageQuery) => Promise<OrganizationPage>;
  /** The user's active sessions (the newest 500), the current one first, then by last activity. */
  listSessions: (claims: SessionClaims) => Promise<ApiSession[]>;
  /**
   * Ends an active session of this user at Clerk and here at once; throws `session-not-found` for any other.
   */
  revokeSession: (userId: string, sessionId: string) => Promise<void>;
  /** Ends all active sessions of the caller but the current one, at Clerk and here at once; answers how many. */
  revokeOtherSessions: (claims: SessionClaims) => Promise<number>;
  /** What is remembered of this no longer counts; Clerk is asked again. */
  forget: (what: Invalidation | 'all') => void;
  /** Throws why the Backend API cannot be used now. */
  check: () => Promise<'ok' | 'not-used'>;
};

/** A user that is no longer fresh is answered up to this many times its fresh age, while it is asked for again. */
const userUsableTimes = 5;
const maxSessions = 10_000;
const maxUsers = 10_000;
const sessionPageSize = 500;

type BackendSettings = Exclude<ClerkSettings, { connection: 'public' }>;

type SessionState = { userId: string | undefined; isActive: boolean };

/** The directory of the connections that have a secret key. `now` is monotonic milliseconds. */
export function createDirectory(
  clerk: BackendSettings,
  caller: ClerkCaller,
  tuning: ApiTuning,
  now: () => number,
  sharedUsers?: SharedUsers,
  metrics?: Metrics,
): Directory {
  const openClient = createClientOpener(clerk);
  const askBy = (send: ClerkCaller['ask']): Ask => {
    return async (call) => {
      const client = await openClient();
      return send(() => call(client));
    };
  };
  const ask = askBy(caller.ask);
  const tell = askBy(caller.tell);

  async function fetchSession(id: string): Promise<Session | undefined> {
    if (!isClerkId(id)) return undefined;
    return requireObject(id, await ask((client) => client.sessions.getSession(id)));
  }

  const states = createSingleFlightCache<SessionState>({
    load: async (id) => stateOf(await fetchSession(id)),
    // Never beyond its time, not even while it is loaded again: the session may have been revoked.
    freshMilliseconds: tuning.sessionCacheMilliseconds,
    usableMilliseconds: tuning.sessionCacheMilliseconds,
    maxEntries: maxSessions,
    onRead: (outcome) => metrics?.countCacheRead('session', outcome),
    now,
  });
  const users = createSingleFlightCache<ApiUser>({
    load: sharedUsers ? (id) => sharedUsers.find(id, loadUser) : loadUser,
    ...(sharedUsers ? { ageOf: sharedUsers.ageOf } : {}),
    freshMilliseconds: tuning.userCacheMilliseconds,
    usableMilliseconds: tuning.userCacheMilliseconds * userUsableTimes,
    maxEntries: maxUsers,
    onRead: (outcome) => metrics?.countCacheRead('user', outcome),
    now,
  });

  async function fetchUser(id: string): Promise<User> {
    const user = isClerkId(id)
      ? requireObject(id, await ask((client) => client.users.getUser(id)))
      : undefined;
    if (!user) throw new ProblemError('user-not-found');
    return user;
  }

  async function loadUser(id: string): Promise<ApiUser> {
    try {
      return describeUser(await fetchUser(id));
    } catch (error) {
      // A user who is gone must not be answered from the cache until the next one asks.
      if (error instanceof ProblemError && error.code === 'user-not-found') users.forget(id);
      throw error;
    }
  }

  // SECURITY S24: whose sessions they are, is looked at again in the answer.
  async function listActive(userId: string, limit: number): Promise<Session[]> {
    const list = await ask((client) => client.sessions.getSessionList({ userId, status: 'active', limit }));
    return requireList(list?.data).filter((session) => session.userId === userId);
  }

  return {
    async requireActiveSession({ sessionId, userId }) {
      const state = await states.get(sessionId);
      // SECURITY S46: the token still verifies after its session has ended. SECURITY S45: and it must be its
      // owner's.
      if (!state.isActive || state.userId !== userId) throw new ProblemError('session-not-active');
    },
    findUser: (userId) => users.get(userId),
    async changeProfile(userId, change) {
      if (!isClerkId(userId)) throw new ProblemError('user-not-found');
      try {
        const user = requireObject(userId, await changeProfile(tell, userId, change));
        if (!user) throw new ProblemError('user-not-found');
        return describeUser(user);
      } finally {
        // Also after a failure: Clerk may have made the change, or half of it.
        users.forget(userId);
      }
    },
    async requirePermission(claims, permission) {
      // SECURITY S23: asked at Clerk on each request.
      if (permissionsOf(await fetchUser(claims.userId)).includes(permission)) return;
      const { adminOrganization: id } = tuning;
      if (id !== undefined && (await actsAsAdministrator(ask, claims, id))) return;
      throw new ProblemError('permission-missing', { detail: `This needs the permission ${permission}.` });
    },
    async listUsers(query) {
      const page = await readUserPage(ask, query);
      return { users: requireList(page?.data).map(describeUser), totalCount: page?.totalCount ?? 0 };
    },
    async listOrganizations(userId, query) {
      if (!isClerkId(userId)) throw new ProblemError('user-not-found');
      const page = await readMembershipPage(ask, userId, query);
      if (!page) throw new ProblemError('user-not-found');
      return {
        organizations: requireList(page.data).map(describeMembership),
        totalCount: page.totalCount,
      };
    },
    async listSessions({ userId, sessionId }) {
      return (await listActive(userId, sessionPageSize))
        .sort(
          (a, b) =>
            Number(b.id === sessionId) - Number(a.id === sessionId) || b.lastActiveAt - a.lastActiveAt,
        )
        .map((session) => describeSession(session, sessionId));
    },
    async revokeSession(userId, sessionId) {
      const state = stateOf(await fetchSession(sessionId));
      // SECURITY S24: whose session it is, is Clerk's word; another user's looks the same as none.
      if (!state.isActive || state.userId !== userId) throw new ProblemError('session-not-found');
      const revoked = await tell((client) => client.sessions.revokeSession(sessionId));
      states.forget(sessionId);
      if (!revoked) throw new ProblemError('session-not-found');
    },
    revokeOtherSessions: (claims) => endOtherSessions(tell, listActive, claims, states.forget),
    forget(what) {
      if (what === 'all') {
        users.forgetWhere(() => true);
        states.forgetWhere(() => true);
      } else if (what.kind === 'session') states.forget(what.id);
      else {
        users.forget(what.id);
        states.forgetWhere(({ userId }) => userId === what.id);
      }
    },
    async check() {
      const keySet = await ask((client) => client.jwks.getJwks());
      requireList(keySet?.keys);
      return 'ok';
    },
  };
}

/** The client of @clerk/backend, which is read with the first question: nothing before that needs it. */
function createClientOpener({
  publishableKey,
  secretKey,
  apiUrl,
}: BackendSettings): () => Promise<ClerkClient> {
  let client: Promise<ClerkClient> | undefined;
  const open = async () => {
    const { createClerkClient } = await import('@clerk/backend');
    return createClerkClient({ publishableKey, secretKey, apiUrl, telemetry: { disabled: true } });
  };
  return () => {
    client ??= open();
    return client;
  };
}

/** The directory of the `public` connection: a verified token, and nobody to ask about it. */
export function createUnavailableDirectory(): Directory {
  const refuse = async (): Promise<never> => {
    throw new ProblemError('backend-api-unavailable');
  };
  return {
    requireActiveSession: refuse,
    findUser: refuse,
    changeProfile: refuse,
    requirePermission: refuse,
    listUsers: refuse,
    listOrganizations: refuse,
    listSessions: refuse,
    revokeSession: refuse,
    revokeOtherSessions: refuse,
    forget: () => undefined,
    check: async () => 'not-used',
  };
}

const stateOf = (session: Session | undefined): SessionState => ({
  userId: session?.userId,
  isActive: session?.status === 'active',
});

/** Ids become part of a path at Clerk. */
const isClerkId = (id: string): boolean => /^[A-Za-z0-9_-]{1,256}$/.test(id);

/**
 * An answer that is not JSON comes out of @clerk/backend as a plain string: a fault, not an object with no
 * fields.
 */
function requireObject<Resource extends { id: string }>(
  id: string,
  resource: Resource | undefined,
): Resource | undefined {
  if (resource === undefined || resource.id === id) return resource;
  throw strangeAnswer();
}

function requireList<Item>(list: Item[] | undefined): Item[] {
  if (Array.isArray(list)) return list;
  throw strangeAnswer();
}

const strangeAnswer = (): ProblemError =>
  new ProblemError('clerk-unreachable', { cause: { clerkAnswer: 'not what was asked for' } });
