/** What Clerk said before that no longer counts: of one session, or of one user and all of the user's sessions. */
export type Invalidation = { kind: 'session' | 'user'; id: string };
