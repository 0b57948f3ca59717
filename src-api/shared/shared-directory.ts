import type { Directory } from '../clerk/directory.ts';
import type { SharedState } from './shared-state.ts';

/**
 * A directory that tells the other instances what it changed, and forgets what they changed. SECURITY S21: a session that
 * was ended through one instance is refused by all of them as soon as they hear of it, and within the session cache time
 * when they do not.
 */
export function createSharedDirectory(directory: Directory, shared: SharedState): Directory {
  shared.onAnnounced(directory.forget);
  return {
    ...directory,
    async changeProfile(userId, change) {
      try {
        return await directory.changeProfile(userId, change);
      } finally {
        await shared.announce({ kind: 'user', id: userId });
      }
    },
    async revokeSession(userId, sessionId) {
      try {
        await directory.revokeSession(userId, sessionId);
      } finally {
        await shared.announce({ kind: 'session', id: sessionId });
      }
    },
    async revokeOtherSessions(claims) {
      try {
        return await directory.revokeOtherSessions(claims);
      } finally {
        await shared.announce({ kind: 'user', id: claims.userId });
      }
    },
  };
}
