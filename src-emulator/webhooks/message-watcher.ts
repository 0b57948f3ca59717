import { applicationName } from '../instance.ts';
import type { Message } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import type { Watcher } from './watcher.ts';

/** A number that belongs to nobody. */
const senderNumber = '+15555550100';

/** `email.created` and `sms.created`: each message that goes to the outbox. */
export const messageWatcher: Watcher = {
  observe: ({ store }) =>
    store.listMessages().map((message) => ({
      id: message.id,
      mark: isSms(message) ? 'sms.created' : 'email.created',
      read: () => (isSms(message) ? smsJson(store, message) : emailJson(store, message)),
    })),
  tell: (_id, _before, after) =>
    after ? [{ type: after.mark === 'sms.created' ? 'sms.created' : 'email.created', data: after.data }] : [],
};

const isSms = ({ kind }: Message): boolean => kind === 'sms_code';

function smsJson(store: Store, message: Message) {
  const [user, phone] = findPhoneOwner(store, message.to);
  return {
    object: 'sms_message',
    id: message.id.replace('msg_', 'sms_'),
    slug: slugOf(message),
    from_phone_number: senderNumber,
    to_phone_number: message.to,
    phone_number_id: phone?.id ?? null,
    user_id: user?.id ?? null,
    message: message.body,
    status: 'queued',
    data: message.code === null ? {} : { otp_code: message.code },
    delivered_by_clerk: true,
  };
}

function emailJson(store: Store, message: Message) {
  const [user, email] = findOwner(store, message.to);
  return {
    object: 'email',
    id: message.id.replace('msg_', 'ema_'),
    slug: slugOf(message),
    from_email_name: store.platform.instanceOptions.fromEmailName,
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

const namedAfterPurpose = new Set<Message['purpose']>([
  'invitation',
  'waitlist',
  'primary_email_address_changed',
  'passkey_removed',
]);

function slugOf({ purpose }: Message): string {
  if (purpose === 'reset_password') return 'reset_password_code';
  return namedAfterPurpose.has(purpose) ? purpose : 'verification_code';
}

function findPhoneOwner(store: Store, number: string) {
  for (const user of store.users.values())
    for (const phone of user.phoneNumbers) if (phone.phoneNumber === number) return [user, phone] as const;
  return [undefined, undefined] as const;
}

function findOwner(store: Store, address: string) {
  for (const user of store.users.values())
    for (const email of user.emailAddresses)
      if (email.emailAddress === address) return [user, email] as const;
  return [undefined, undefined] as const;
}
