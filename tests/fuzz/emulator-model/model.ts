/** What the emulator must remember, as plainly as it can be said. Times are milliseconds since the epoch. */
export type ModelUser = {
  id: string;
  password: string;
  /** Verified addresses, oldest first. */
  emails: string[];
  /** Added, and not verified yet. */
  unverified: string[];
  isBanned: boolean;
  lockedUntil: number;
  isDeleted: boolean;
};

export type ModelSession = {
  id: string;
  user: ModelUser;
  client: ModelClient;
  verifiedAt: number;
  expireAt: number;
  isOver: boolean;
};

export type ModelClient = { sessions: ModelSession[]; lastActive: ModelSession | undefined };

export type Model = {
  mode: 'single' | 'multi';
  now: number;
  users: ModelUser[];
  clients: ModelClient[];
};

export const createModel = (mode: Model['mode'], clientCount: number, now: number): Model => ({
  mode,
  now,
  users: [],
  clients: Array.from({ length: clientCount }, () => ({ sessions: [], lastActive: undefined })),
});

const week = 7 * 24 * 60 * 60_000;
const reverificationLife = 10 * 60_000;
const lockLife = 60 * 60_000;

export const isLive = ({ now }: Model, session: ModelSession): boolean =>
  !session.isOver && now < session.expireAt;

export const liveSessions = (model: Model, client: ModelClient): ModelSession[] =>
  client.sessions.filter((session) => isLive(model, session));

export const activeSession = (model: Model, client: ModelClient): ModelSession | undefined => {
  const live = liveSessions(model, client);
  return live.find((session) => session === client.lastActive) ?? live.at(-1);
};

export const allSessions = (model: Model): ModelSession[] =>
  model.clients.flatMap(({ sessions }) => sessions);

export const findUser = (model: Model, email: string): ModelUser | undefined =>
  model.users.find((user) => !user.isDeleted && user.emails.includes(email));

export const isLocked = ({ now }: Model, user: ModelUser): boolean => now < user.lockedUntil;

export const isRecentlyVerified = ({ now }: Model, session: ModelSession): boolean =>
  now - session.verifiedAt < reverificationLife;

export function addUser(model: Model, id: string, email: string, password: string): ModelUser {
  const user: ModelUser = {
    id,
    password,
    emails: [email],
    unverified: [],
    isBanned: false,
    lockedUntil: 0,
    isDeleted: false,
  };
  model.users.push(user);
  return user;
}

export function startSession(model: Model, client: ModelClient, user: ModelUser, id: string): void {
  const session: ModelSession = {
    id,
    user,
    client,
    verifiedAt: model.now,
    expireAt: model.now + week,
    isOver: false,
  };
  client.sessions.push(session);
  client.lastActive = session;
}

export function endSessionsOf(model: Model, user: ModelUser, except?: ModelSession): void {
  for (const session of allSessions(model))
    if (session.user === user && session !== except) session.isOver = true;
}

export function deleteUser(model: Model, user: ModelUser): void {
  user.isDeleted = true;
  endSessionsOf(model, user);
}

export const lock = (model: Model, user: ModelUser): void => {
  user.lockedUntil = model.now + lockLife;
};

/** Why nobody can start to sign in as the owner of `email` on `client`; `undefined` when somebody can. */
export function refusalOfSignIn(model: Model, client: ModelClient, email: string): string | undefined {
  if (refusesSecondSession(model, client)) return 'session_exists';
  const user = findUser(model, email);
  if (!user) return 'form_identifier_not_found';
  if (user.isBanned) return 'user_banned';
  return isLocked(model, user) ? 'user_locked' : undefined;
}

export const refusesSecondSession = (model: Model, client: ModelClient): boolean =>
  model.mode === 'single' && liveSessions(model, client).length > 0;
