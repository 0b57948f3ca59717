import type { EmulatorContext } from '../context.ts';
import { parameterFormatInvalid } from '../errors/parameter-errors.ts';
import { duplicateRecord } from '../errors/restriction-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { IdentifierType, ListedIdentifier } from '../state/platform-records.ts';
import { createInvitations } from './invitations.ts';

const patterns: Record<IdentifierType, RegExp> = {
  email_address: /^(\*|[^\s@*]+)?@[^\s@]+\.[^\s@]+$/,
  phone_number: /^\+[1-9]\d{5,14}$/,
  web3_wallet: /^0x[0-9a-f]{40}$/,
};

/** Adds to the allow list or to the block list. Throws when it is no identifier, or there already. */
export function listIdentifier(
  { clock }: EmulatorContext,
  list: ListedIdentifier[],
  prefix: 'alid' | 'blid',
  text: string,
): ListedIdentifier {
  const identifier = text.trim().toLowerCase();
  const identifierType = readType(identifier);
  if (!identifierType)
    throw parameterFormatInvalid(
      'identifier',
      'must be an email address, *@ and a domain, a phone number in E.164 format or a wallet address.',
    );
  if (list.some((entry) => entry.identifier === identifier)) throw duplicateRecord(identifier);
  const now = clock();
  const times = { createdAt: now, updatedAt: now };
  const entry = { id: createId(prefix), identifier, identifierType, invitationId: null, ...times };
  list.push(entry);
  return entry;
}

/** Invites somebody on the allow list by mail. Only a whole address can be told; all else stays as it is. */
export async function inviteListed(context: EmulatorContext, entry: ListedIdentifier): Promise<void> {
  const { identifier, identifierType } = entry;
  if (identifierType !== 'email_address' || /^\*?@/.test(identifier)) return;
  const [invitation] = await createInvitations(context, [
    {
      emailAddress: identifier,
      publicMetadata: {},
      redirectUrl: null,
      notify: true,
      ignoreExisting: true,
      expiresInDays: 30,
    },
  ]);
  entry.invitationId = invitation?.id ?? null;
}

function readType(identifier: string): IdentifierType | undefined {
  if (patterns.email_address.test(identifier)) return 'email_address';
  if (patterns.phone_number.test(identifier)) return 'phone_number';
  return patterns.web3_wallet.test(identifier) ? 'web3_wallet' : undefined;
}
