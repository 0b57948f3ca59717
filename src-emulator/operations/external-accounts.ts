import type { Caller, EmulatorContext } from '../context.ts';
import { resourceNotFound } from '../errors/catalogue.ts';
import { createId } from '../state/identifiers.ts';
import type { Client, ExternalAccount, ExternalVerification, Identity, User } from '../state/records.ts';
import { type OauthHints, startOauth } from './oauth.ts';

/** The user who has connected this person of a provider. */
export const findUserByIdentity = (
  { store }: EmulatorContext,
  strategy: string,
  identity: Identity,
): User | undefined =>
  [...store.users.values()].find((user) =>
    user.externalAccounts.some(({ verification }) => isOf(verification, strategy, identity)),
  );

const isOf = (verification: ExternalVerification, strategy: string, { providerUserId }: Identity): boolean =>
  verification.status === 'verified' &&
  verification.strategy === strategy &&
  verification.identity?.providerUserId === providerUserId;

/** Connects a verified identity; a verified account of the same provider and person stays as it is. */
export function linkIdentity(
  context: EmulatorContext,
  user: User,
  strategy: ExternalVerification['strategy'],
  identity: Identity,
): void {
  if (findUserByIdentity(context, strategy, identity) === user) {
    rememberTokens(user, strategy, identity);
    return;
  }
  const now = context.clock();
  user.externalAccounts.push(
    createRecord(
      { strategy, status: 'verified', redirectUrl: null, error: null, identity, expireAt: now },
      now,
    ),
  );
  user.updatedAt = now;
}

/** Throws 404 when the user has no such account. */
export function findExternalAccount(user: User, id: string): ExternalAccount {
  const account = user.externalAccounts.find((candidate) => candidate.id === id);
  if (!account) throw resourceNotFound('external account', id);
  return account;
}

type ConnectParameters = OauthHints & {
  strategy: string;
  redirectUrl: string | undefined;
  scopes: readonly string[];
};

/** Starts to connect an account. An earlier try with the same provider that came to nothing is dropped. */
export function connectExternalAccount(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  user: User,
  parameters: ConnectParameters,
): ExternalAccount {
  const now = context.clock();
  const id = createId('eac');
  const purpose = { kind: 'connect' as const, userId: user.id, externalAccountId: id };
  const verification = startOauth(context, client, caller, { ...parameters, purpose });
  const account = { ...createRecord(verification, now), id };
  user.externalAccounts = [
    ...user.externalAccounts.filter(
      (other) =>
        other.verification.status === 'verified' || other.verification.strategy !== parameters.strategy,
    ),
    account,
  ];
  return account;
}

/** Asks the provider again, e.g. for more scopes; the account stays connected meanwhile. */
export function reauthorizeExternalAccount(
  context: EmulatorContext,
  client: Client,
  caller: Caller,
  user: User,
  account: ExternalAccount,
  parameters: Omit<ConnectParameters, 'strategy'>,
): ExternalVerification {
  return startOauth(context, client, caller, {
    ...parameters,
    strategy: account.verification.strategy,
    purpose: { kind: 'connect', userId: user.id, externalAccountId: account.id },
  });
}

export function disconnectExternalAccount(
  { clock }: EmulatorContext,
  user: User,
  account: ExternalAccount,
): void {
  user.externalAccounts = user.externalAccounts.filter((other) => other !== account);
  user.updatedAt = clock();
}

/** The provider was visited again, and has given new tokens. */
export function rememberTokens(user: User, strategy: string, { providerUserId }: Identity): void {
  for (const account of user.externalAccounts)
    if (
      account.verification.strategy === strategy &&
      account.verification.identity?.providerUserId === providerUserId
    )
      account.tokensForgotten = false;
}

/** Deletes the provider's tokens; the account stays connected, and the next visit to the provider brings new ones. */
export function forgetTokens({ clock }: EmulatorContext, user: User, account: ExternalAccount): void {
  account.tokensForgotten = true;
  account.updatedAt = clock();
  user.updatedAt = clock();
}

const createRecord = (verification: ExternalVerification, now: number): ExternalAccount => ({
  id: createId('eac'),
  identificationId: createId('idn'),
  verification,
  tokensForgotten: false,
  createdAt: now,
  updatedAt: now,
});
