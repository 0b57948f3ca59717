import type { EmulatorContext } from '../context.ts';
import { applicationName } from '../instance.ts';
import { createId } from '../state/identifiers.ts';
import type { Message } from '../state/records.ts';

/** Mails that tell of a change and ask for nothing. */
export type NoticePurpose = Extract<Message['purpose'], 'primary_email_address_changed' | 'passkey_removed'>;

const texts: Record<NoticePurpose, [subject: string, body: string]> = {
  primary_email_address_changed: [
    `Your primary e-mail address at ${applicationName} has changed`,
    'Another address is the primary one of your account from now on.',
  ],
  passkey_removed: [
    `A passkey was removed from your account at ${applicationName}`,
    'It cannot be used to sign in any more.',
  ],
};

export function sendNotice({ store, clock }: EmulatorContext, to: string, purpose: NoticePurpose): void {
  const [subject, body] = texts[purpose];
  store.addMessage({
    id: createId('msg'),
    to,
    kind: 'email',
    purpose,
    code: null,
    link: null,
    subject,
    body: `${body} This is an emulated e-mail.`,
    sentAt: clock(),
  });
}
