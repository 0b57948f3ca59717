import { randomInt } from 'node:crypto';
import type { ProviderAccount } from '../state/records.ts';
import type { Store } from '../state/store.ts';
import type { Provider } from './providers.ts';

/** Accounts that each provider starts with: one whose address is a demo account's, and somebody new. */
const presets = [
  { id: '100001', emailAddress: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace' },
  { id: '100002', emailAddress: 'hedy@example.com', firstName: 'Hedy', lastName: 'Lamarr' },
] as const;

export const listAccounts = (store: Store, { id: provider }: Provider): ProviderAccount[] => [
  ...presets.map((preset) => ({ ...preset, provider })),
  ...store.providerAccounts.filter((account) => account.provider === provider),
];

export const findAccount = (store: Store, provider: Provider, id: string): ProviderAccount | undefined =>
  listAccounts(store, provider).find((account) => account.id === id);

/** Makes an account at the provider; with an address that has one there already, answers that one. */
export function createAccount(
  store: Store,
  provider: Provider,
  details: { emailAddress: string; firstName: string; lastName: string },
): ProviderAccount {
  const known = listAccounts(store, provider).find(
    (account) => account.emailAddress === details.emailAddress,
  );
  if (known) return known;
  const account = { ...details, provider: provider.id, id: String(randomInt(200_000, 2 ** 40)) };
  store.providerAccounts.push(account);
  return account;
}
