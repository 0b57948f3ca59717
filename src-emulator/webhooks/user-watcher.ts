import type { User } from '../state/records.ts';
import { backendUserJson, deletedJson } from '../wire/user-json.ts';
import type { Watcher } from './watcher.ts';

/** What changes by itself or with each sign-in; nobody is told about that. */
const unimportant = new Set([
  'last_sign_in_at',
  'last_active_at',
  'lockout_expires_in_seconds',
  'verification_attempts_remaining',
  'updated_at',
]);

const omitUnimportant = (key: string, value: unknown): unknown => (unimportant.has(key) ? undefined : value);

/** `user.created`, `user.updated`, `user.deleted`. */
export const userWatcher: Watcher = {
  observe: (context) =>
    new Map(
      [...context.store.users.values()].map((user: User) => {
        const data = backendUserJson(context, user);
        return [user.id, { mark: JSON.stringify(data, omitUnimportant), data: () => data }];
      }),
    ),
  tell(id, before, after) {
    if (!after) return [{ type: 'user.deleted', data: deletedJson('user', id) }];
    return [{ type: before ? 'user.updated' : 'user.created', data: after.data() }];
  },
};
