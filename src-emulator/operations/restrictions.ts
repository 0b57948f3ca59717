import type { EmulatorContext } from '../context.ts';
import { emailAddressTaken } from '../errors/catalogue.ts';
import { emailAddressBlocked, notAllowedAccess } from '../errors/restriction-errors.ts';
import type { ListedIdentifier } from '../state/platform-records.ts';
import type { User } from '../state/records.ts';
import type { Settings } from '../state/settings.ts';

/** A few that everybody knows; Clerk's list is longer. */
const disposableDomains = new Set([
  '10minutemail.com',
  'guerrillamail.com',
  'mailinator.com',
  'sharklasers.com',
  'temp-mail.org',
  'throwawaymail.com',
  'trashmail.com',
  'yopmail.com',
]);
const gmailDomains = new Set(['gmail.com', 'googlemail.com']);

const splitAddress = (address: string): [local: string, domain: string] => {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
};

/** The same for all spellings of one identifier. */
function canonical(identifier: string, settings: Settings): string {
  const lower = identifier.toLowerCase();
  const [local, domain] = splitAddress(lower);
  return settings.ignoreDotsForGmailAddresses && gmailDomains.has(domain)
    ? `${local.replaceAll('.', '')}@${domain}`
    : lower;
}

function isListed(list: readonly ListedIdentifier[], identifier: string, settings: Settings): boolean {
  const wanted = canonical(identifier, settings);
  return list.some((entry) => {
    const domain = /^\*?(@.+)$/.exec(entry.identifier)?.[1];
    return domain === undefined ? canonical(entry.identifier, settings) === wanted : wanted.endsWith(domain);
  });
}

/**
 * Throws when the block list, or what the instance thinks of such addresses, refuses an e-mail address, a phone
 * number or a wallet that somebody wants to have.
 */
export function assertNotRestricted({ store }: EmulatorContext, identifier: string): void {
  const { settings, platform } = store;
  if (settings.blocklist && isListed(platform.blocklist, identifier, settings))
    throw notAllowedAccess(identifier);
  const [local, domain] = splitAddress(identifier.toLowerCase());
  if (
    (settings.blockEmailSubaddresses && identifier.includes('@') && /[+=#]/.test(local)) ||
    (settings.blockDisposableEmailDomains && disposableDomains.has(domain))
  )
    throw emailAddressBlocked();
}

/** Throws when somebody with this identifier may not sign up, by the lists and by who is there already. */
export function assertMaySignUpWith(context: EmulatorContext, identifier: string): void {
  const { settings, platform, users } = context.store;
  assertNotRestricted(context, identifier);
  if (settings.allowlist && !isListed(platform.allowlist, identifier, settings))
    throw notAllowedAccess(identifier);
  if (!settings.ignoreDotsForGmailAddresses) return;
  const wanted = canonical(identifier, settings);
  for (const { emailAddresses } of users.values())
    if (emailAddresses.some((email) => canonical(email.emailAddress, settings) === wanted))
      throw emailAddressTaken();
}

/** Throws when one of the user's identifiers is on the block list, unless that is about sign-up alone. */
export function assertNotBlocked({ store }: EmulatorContext, user: User): void {
  const { settings, platform } = store;
  if (!settings.blocklist || platform.instanceOptions.listsOffAtSignIn) return;
  const identifiers = [
    ...user.emailAddresses.map((email) => email.emailAddress),
    ...user.phoneNumbers.map((phone) => phone.phoneNumber),
  ];
  const blocked = identifiers.find((identifier) => isListed(platform.blocklist, identifier, settings));
  if (blocked) throw notAllowedAccess(blocked);
}
