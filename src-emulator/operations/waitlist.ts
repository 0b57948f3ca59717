import type { EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { waitlistEntryConflict } from '../errors/ticket-errors.ts';
import { applicationName } from '../instance.ts';
import type { WaitlistEntry } from '../state/access-records.ts';
import { createId } from '../state/identifiers.ts';
import { createInvitations } from './invitations.ts';

/** Throws 404 when there is no such entry. */
export function requireWaitlistEntry({ store }: EmulatorContext, id: string): WaitlistEntry {
  const entry = store.access.waitlistEntries.get(id);
  if (!entry) throw resourceNotFound('waitlist entry', id);
  return entry;
}

/** Puts an address on the list and confirms it by mail; who is on it already stays as they are. */
export function joinWaitlist(
  { store, clock }: EmulatorContext,
  emailAddress: string,
  notify: boolean,
): WaitlistEntry {
  const known = [...store.access.waitlistEntries.values()].find(
    (entry) => entry.emailAddress === emailAddress,
  );
  if (known) return known;
  const now = clock();
  const entry: WaitlistEntry = {
    id: createId('wle'),
    emailAddress,
    status: 'pending',
    invitationId: null,
    invitedAt: null,
    createdAt: now,
    updatedAt: now,
  };
  store.access.waitlistEntries.set(entry.id, entry);
  if (notify)
    store.addMessage({
      id: createId('msg'),
      to: emailAddress,
      kind: 'email',
      purpose: 'waitlist',
      code: null,
      link: null,
      subject: `You are on the waitlist of ${applicationName}`,
      body: 'You will get a mail when it is your turn. This is an emulated e-mail.',
      sentAt: now,
    });
  return entry;
}

/** Invites whoever waits or was rejected. Throws 409 for an entry that is completed, and 422 for a person with an account. */
export async function inviteFromWaitlist(
  context: EmulatorContext,
  entry: WaitlistEntry,
  ignoreExisting: boolean,
): Promise<void> {
  if (entry.status === 'completed' || (entry.status === 'invited' && !ignoreExisting))
    throw waitlistEntryConflict(entry.status);
  const [invitation] = await createInvitations(context, [
    {
      emailAddress: entry.emailAddress,
      publicMetadata: {},
      redirectUrl: null,
      notify: true,
      ignoreExisting,
      expiresInDays: 30,
      isFromWaitlist: true,
    },
  ]);
  const now = context.clock();
  entry.status = 'invited';
  entry.invitationId = invitation?.id ?? null;
  entry.invitedAt = now;
  entry.updatedAt = now;
}

/** An invitation that was sent is revoked. Throws 409 for an entry that was rejected before or is completed. */
export function rejectFromWaitlist({ store, clock }: EmulatorContext, entry: WaitlistEntry): void {
  if (entry.status === 'completed' || entry.status === 'rejected') throw waitlistEntryConflict(entry.status);
  const now = clock();
  const invitation =
    entry.invitationId === null ? undefined : store.access.invitations.get(entry.invitationId);
  if (invitation?.status === 'pending') {
    invitation.status = 'revoked';
    invitation.updatedAt = now;
  }
  entry.status = 'rejected';
  entry.updatedAt = now;
}

/** Throws 409 unless the entry is pending. */
export function deleteFromWaitlist({ store }: EmulatorContext, entry: WaitlistEntry): void {
  if (entry.status !== 'pending') throw waitlistEntryConflict(entry.status);
  store.access.waitlistEntries.delete(entry.id);
}
