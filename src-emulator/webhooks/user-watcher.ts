import { backendUserJson, deletedJson } from '../wire/user-json.ts';
import type { Watcher } from './watcher.ts';

/** `user.created`, `user.updated`, `user.deleted`. */
export const userWatcher: Watcher = {
  observe: (context) =>
    [...context.store.users.values()].map((user) => {
      const data = backendUserJson(context, user);
      // Nobody is told of what changes by itself, with each sign-in, or has events of its own.
      const {
        last_sign_in_at: _signIn,
        last_active_at: _active,
        lockout_expires_in_seconds: _lockout,
        verification_attempts_remaining: _attempts,
        organization_memberships: _memberships,
        updated_at: _updated,
        ...important
      } = data;
      return { id: user.id, mark: JSON.stringify(important), read: () => data };
    }),
  tell(id, before, after) {
    if (!after) return [{ type: 'user.deleted', data: deletedJson('user', id) }];
    return [{ type: before ? 'user.updated' : 'user.created', data: after.data }];
  },
};
