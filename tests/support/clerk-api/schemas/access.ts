import { z } from 'zod';
import { flag, integer, maybeInteger, maybeText, metadata, text, timestamps } from './parts.ts';

/** Ways to let somebody in, and to keep somebody out. */

const invitationCore = {
  object: z.literal('invitation'),
  id: text,
  email_address: z.email(),
  public_metadata: metadata,
  revoked: flag.optional(),
  url: text.optional(),
  expires_at: maybeInteger.optional(),
  ...timestamps,
};
export const invitation = z.strictObject({
  ...invitationCore,
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
});
export const revokedInvitation = z.strictObject({
  ...invitationCore,
  revoked: z.literal(true),
  status: z.literal('revoked'),
});

export const waitlistReceipt = z.strictObject({ object: z.literal('waitlist_entry'), id: text });
export const waitlistEntry = z.strictObject({
  object: z.literal('waitlist_entry'),
  id: text,
  email_address: z.email(),
  status: z.enum(['pending', 'invited', 'rejected', 'completed']),
  is_locked: flag.optional(),
  invitation: invitation.nullable().optional(),
  ...timestamps,
});

const identifierCore = {
  id: text,
  identifier: text,
  identifier_type: z.enum(['email_address', 'phone_number', 'web3_wallet']),
  instance_id: text.optional(),
  ...timestamps,
};
export const allowlistIdentifier = z.strictObject({
  ...identifierCore,
  object: z.literal('allowlist_identifier'),
  invitation_id: text.optional(),
});
export const blocklistIdentifier = z.strictObject({
  ...identifierCore,
  object: z.literal('blocklist_identifier'),
});

const tokenCore = {
  id: text,
  status: z.enum(['pending', 'accepted', 'revoked']),
  user_id: text,
  token: text.optional(),
  ...timestamps,
};
export const actorToken = z.strictObject({
  ...tokenCore,
  object: z.literal('actor_token'),
  actor: metadata,
  url: text.optional(),
});
export const signInToken = z.strictObject({
  ...tokenCore,
  object: z.literal('sign_in_token'),
  url: maybeText.optional(),
});
export const testingToken = z.looseObject({
  object: z.literal('testing_token'),
  token: text,
  expires_at: integer,
});
export const agentTask = z.strictObject({
  object: z.literal('agent_task'),
  agent_id: text,
  agent_task_id: text,
  task_id: text,
  url: text.optional(),
});
