import { applicationName } from '../instance.ts';
import type { Message } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import type { Watcher } from './watcher.ts';

/** `email.created`: each mail that goes to the outbox. */
export const messageWatcher: Watcher = {
  observe: ({ store }) =>
    store
      .listMessages()
      .filter(({ kind }) => kind !== 'sms_code')
      .map((message) => ({ id: message.id, mark: message.id, read: () => emailJson(store, message) })),
  tell: (_id, _before, after) => (after ? [{ type: 'email.created', data: after.data }] : []),
};

function emailJson(store: Store, message: Message) {
  const [user, email] = findOwner(store, message.to);
  return {
    object: 'email',
    id: message.id.replace('msg_', 'ema_'),
    slug: slugOf(message),
    from_email_name: 'notifications',
    to_email_address: message.to,
    email_address_id: email?.id ?? null,
    user_id: user?.id ?? null,
    subject: message.subject,
    body: message.body,
    body_plain: message.body,
    status: 'queued',
    data: {
      app: { name: applicationName },
      ...(message.code === null ? {} : { otp_code: message.code }),
      ...(message.link === null ? {} : { action_url: message.link }),
    },
    delivered_by_clerk: true,
  };
}

function slugOf({ purpose }: Message): string {
  if (purpose === 'reset_password') return 'reset_password_code';
  return purpose === 'invitation' || purpose === 'waitlist' ? purpose : 'verification_code';
}

function findOwner(store: Store, address: string) {
  for (const user of store.users.values())
    for (const email of user.emailAddresses)
      if (email.emailAddress === address) return [user, email] as const;
  return [undefined, undefined] as const;
}
