import type { EmailAddress, ExternalAccount, User } from '../state/records.ts';

/** The connected accounts whose provider told this address. */
export const listLinkedAccounts = (user: User, { emailAddress }: EmailAddress): ExternalAccount[] =>
  user.externalAccounts.filter(
    ({ verification: { status, identity } }) =>
      status === 'verified' && identity?.emailAddress.toLowerCase() === emailAddress,
  );
