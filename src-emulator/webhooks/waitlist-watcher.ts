import type { Watcher } from './watcher.ts';

/** `waitlistEntry.created` and `.updated`; nobody is told when one is deleted. */
export const waitlistWatcher: Watcher = {
  observe: ({ store }) =>
    [...store.access.waitlistEntries.values()].map((entry) => ({
      id: entry.id,
      mark: JSON.stringify(entry),
      read: () => ({
        object: 'waitlist_entry',
        id: entry.id,
        email_address: entry.emailAddress,
        status: entry.status,
        is_locked: false,
        // Its link is in the mail, and works for whoever has it.
        invitation: null,
        created_at: entry.createdAt,
        updated_at: entry.updatedAt,
      }),
    })),
  tell: (_id, before, after) =>
    after ? [{ type: before ? 'waitlistEntry.updated' : 'waitlistEntry.created', data: after.data }] : [],
};
