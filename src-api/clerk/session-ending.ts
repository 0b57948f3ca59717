import type { Ask } from './ask.ts';
import type { SessionClaims } from './session-claims.ts';

const pageSize = 500;
const revokedAtOnce = 10;

/**
 * Ends every active session of the caller but the current one, and answers how many there were. A failure is
 * thrown after `onEnded` was told of each session that Clerk was asked to end; the next call ends the rest.
 * SECURITY S22: whatever `listActive` answers is ended, page after page, until it names no other session.
 */
export async function endOtherSessions(
  ask: Ask,
  listActive: (userId: string, limit: number) => Promise<{ id: string }[]>,
  { userId, sessionId }: SessionClaims,
  onEnded: (sessionId: string) => void,
): Promise<number> {
  const tried = new Set([sessionId]);
  let ended = 0;
  const end = async (id: string) => {
    const revoked = await ask((client) => client.sessions.revokeSession(id)).finally(() => onEnded(id));
    if (revoked) ended += 1;
  };
  for (;;) {
    const others = (await listActive(userId, pageSize)).map(({ id }) => id).filter((id) => !tried.has(id));
    if (others.length === 0) return ended;
    for (let start = 0; start < others.length; start += revokedAtOnce) {
      const batch = others.slice(start, start + revokedAtOnce);
      for (const id of batch) tried.add(id);
      const outcomes = await Promise.allSettled(batch.map(end));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    }
  }
}
