type Session = { id: string; getToken: (options: { skipCache: boolean }) => Promise<string | null> };
type Client = { signedInSessions: Session[] };

/** What is used of a loaded clerk-js. */
export type SessionedClerk = {
  client: Client | undefined;
  session: { id: string } | null | undefined;
  setActive: (parameters: { session: string }) => Promise<void>;
  addListener: (listener: (state: { client: Client; session?: { id: string } | null }) => void) => () => void;
};

/**
 * Tells `listener` the id of the active session, `undefined` when signed out, on each change of Clerk's
 * state. Moments in which no session is active although it lives on are left out: clerk-js is switching
 * sessions, or a sign-out failed. Where a client holds several sessions, the end of one makes the next one
 * active.
 */
export function watchSession(
  clerk: Pick<SessionedClerk, 'addListener' | 'setActive'>,
  listener: (sessionId: string | undefined) => void,
): () => void {
  let active: string | undefined;
  return clerk.addListener(({ client, session }) => {
    const isAlive = client.signedInSessions.some(({ id }) => id === active);
    if (!session && isAlive) return;
    // Without a session that was active before, a signed-in one is new and its sign-in makes it active
    // itself.
    const next = !session && active !== undefined ? client.signedInSessions[0] : undefined;
    active = session?.id;
    // What fails here is tried again by the next call for a token.
    if (next) clerk.setActive({ session: next.id }).catch(() => undefined);
    else listener(active);
  });
}

/**
 * The token of a session, `null` when it has ended. Rejects when Clerk cannot be reached. A sign-out that
 * failed leaves clerk-js without an active session: it is made active again first.
 */
export async function readSessionToken(
  clerk: Pick<SessionedClerk, 'client' | 'session' | 'setActive'>,
  sessionId: string,
  options: { fresh: boolean },
): Promise<string | null> {
  const session = clerk.client?.signedInSessions.find(({ id }) => id === sessionId);
  if (!session) return null;
  if (!clerk.session) await clerk.setActive({ session: sessionId });
  return session.getToken({ skipCache: options.fresh });
}
