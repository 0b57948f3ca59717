import type { EmulatorContext } from '../context.ts';
import { parameterFormatInvalid } from '../errors/parameter-errors.ts';
import { duplicateRecord } from '../errors/restriction-errors.ts';
import { createId } from '../state/identifiers.ts';
import type { IdentifierType, ListedIdentifier } from '../state/platform-records.ts';

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
      'an email address, *@ and a domain, a phone number in E.164 format or a wallet address',
    );
  if (list.some((entry) => entry.identifier === identifier)) throw duplicateRecord(identifier);
  const now = clock();
  const entry = { id: createId(prefix), identifier, identifierType, createdAt: now, updatedAt: now };
  list.push(entry);
  return entry;
}

function readType(identifier: string): IdentifierType | undefined {
  if (patterns.email_address.test(identifier)) return 'email_address';
  if (patterns.phone_number.test(identifier)) return 'phone_number';
  return patterns.web3_wallet.test(identifier) ? 'web3_wallet' : undefined;
}
