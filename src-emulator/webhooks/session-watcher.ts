import type { EmulatorContext } from '../context.ts';
import { statusOf } from '../operations/sessions.ts';
import type { Session } from '../state/records.ts';
import { backendSessionJson } from '../wire/session-json.ts';
import { backendUserJson } from '../wire/user-json.ts';
import type { Watcher } from './watcher.ts';

const isRunning = (status: string | undefined): boolean => status === 'active' || status === 'pending';

/** `session.created`, `pending`, `ended`, `removed` and `revoked`. Clerk tells nobody that one expires. */
export const sessionWatcher: Watcher = {
  observe: (context) =>
    [...context.store.sessions.values()].map((session) => ({
      id: session.id,
      mark: statusOf(session, context.clock()),
      read: () => sessionEventJson(context, session),
    })),
  tell(_id, before, after) {
    if (before && !after)
      return isRunning(before.mark)
        ? [{ type: 'session.removed', data: { ...before.data, status: 'removed' } }]
        : [];
    if (!after) return [];
    switch (after.mark) {
      case 'active':
        return [{ type: 'session.created', data: after.data }];
      case 'pending':
        return [{ type: 'session.pending', data: after.data }];
      case 'ended':
      case 'removed':
      case 'revoked':
        return [{ type: `session.${after.mark}`, data: after.data }];
      default:
        return [];
    }
  },
};

function sessionEventJson(context: EmulatorContext, session: Session) {
  const user = context.store.users.get(session.userId);
  return {
    ...backendSessionJson(session, context.clock()),
    user: user ? backendUserJson(context, user) : null,
  };
}
